import Foundation

/// The files of this checkout: what is committed, and what is about to be.
struct Checkout: Sendable {
    static let current = Checkout()

    let root: String
    /// Paths from the root, sorted.
    let paths: [String]
    private let texts: [String: SwiftText]

    private init() {
        root =
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        paths = Self.list(root)
        var texts: [String: SwiftText] = [:]
        for path in paths where path.hasSuffix(".swift") {
            texts[path] = SwiftText(path: path, Self.bytes("\(root)/\(path)"))
        }
        self.texts = texts
    }

    /// The Swift files whose path begins so, without the stubs that wait for their founder.
    func swift(under folders: [String] = Checkout.houseFolders) -> [SwiftText] {
        paths.filter { path in folders.contains { path.hasPrefix($0) } && !path.hasSuffix("/Stub.swift") }
            .compactMap { texts[$0] }
    }

    /// The folders with what we ship; tests and fuzz targets are beside them.
    static let houseFolders = ["Sources/", "Gateway/", "Services/", "Ops/", "loadtest/"]

    func bytes(_ path: String) -> [UInt8] { Self.bytes("\(root)/\(path)") }
    func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

    private static func bytes(_ path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    }

    private static func list(_ root: String) -> [String] {
        let listing = Command.run(
            "git", "-C", root, "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
            "--exclude-standard")
        let names = listing.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        // One that was deleted and not committed yet is still listed.
        return Set(names).filter { FileManager.default.fileExists(atPath: "\(root)/\($0)") }.sorted()
    }
}
