import Foundation

/// A folder that goes away with its owner; short, so that sockets fit.
final class Folder {
    let url: URL

    init() throws {
        url = URL(fileURLWithPath: "/tmp/sluice-e2e-\(UUID().uuidString.prefix(12))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }
}
