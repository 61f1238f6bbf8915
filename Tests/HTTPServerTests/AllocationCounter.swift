import Foundation

/// The library that counts allocations, built for one test.
final class AllocationCounter {
    /// Whether there is a compiler for it.
    static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/gcc") }

    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory
        path = folder.appendingPathComponent("count-allocations-\(UUID().uuidString).so").path
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("BareServer/count-allocations.c").path
        let gcc = Process()
        gcc.executableURL = URL(fileURLWithPath: "/usr/bin/gcc")
        gcc.arguments = ["-shared", "-fPIC", "-O1", "-o", path, source]
        try gcc.run()
        gcc.waitUntilExit()
        guard gcc.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
