import Foundation

/// The public and package declarations of the modules that were built together with these tests.
///
/// It is extracted from the built modules (a tenth of a second each): `swift package dump-symbol-graph` would
/// build everything once more.
enum SymbolGraph {
    private struct Graph: Decodable {
        struct Symbol: Decodable {
            let pathComponents: [String]
            let accessLevel: String
            let docComment: Comment?
            let location: Location?
        }
        struct Comment: Decodable {
            struct Line: Decodable { let text: String }
            let lines: [Line]
        }
        struct Location: Decodable {
            struct Position: Decodable { let line: Int }
            let uri: String
            let position: Position
        }
        let symbols: [Symbol]
    }

    /// What went wrong where nothing could be extracted.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The declarations of a target's own sources.
    static func symbols(of target: Manifest.Target) throws -> [Documentation.Symbol] {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent(
            "symbols-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: output) }
        _ = Command.run(
            ["swift-symbolgraph-extract", "-module-name", target.name, "-I", "\(built)/Modules"] + moduleMaps
                + [
                    "-minimum-access-level", "package", "-skip-synthesized-members", "-output-dir",
                    output.path,
                    "-target", triple,
                ])
        let files = try FileManager.default.contentsOfDirectory(at: output, includingPropertiesForKeys: nil)
        guard !files.isEmpty else {
            throw Missing(description: "no symbol graph of \(target.name): was it built?")
        }
        return try files.flatMap { file in
            try JSONDecoder().decode(Graph.self, from: Data(contentsOf: file)).symbols.compactMap {
                symbol($0, of: target)
            }
        }
    }

    /// The declaration, unless the compiler made it: then it stands in no file of ours.
    private static func symbol(_ symbol: Graph.Symbol, of target: Manifest.Target) -> Documentation.Symbol? {
        guard let location = symbol.location, let file = location.uri.split(separator: "/").last,
            let source = target.sources.first(where: { $0 == file || $0.hasSuffix("/\(file)") })
        else { return nil }
        return Documentation.Symbol(
            name: symbol.pathComponents.joined(separator: "."), path: "\(target.path)/\(source)",
            line: location.position.line, documentation: symbol.docComment?.lines.map(\.text))
    }

    /// The folder of the build that these tests belong to.
    private static let built: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().path
    }()

    /// The module maps of the C doors: SwiftPM writes those of C targets beside their objects.
    private static let moduleMaps: [String] = Floors.doors.keys.sorted().flatMap { door -> [String] in
        let places = [
            "\(built)/\(door).build/module.modulemap",
            "\(Checkout.current.root)/Sources/\(door)/module.modulemap",
        ]
        guard let map = places.first(where: FileManager.default.fileExists(atPath:)) else { return [] }
        return ["-Xcc", "-fmodule-map-file=\(map)"]
    }

    private static var triple: String {
        #if arch(arm64)
            "aarch64-unknown-linux-gnu"
        #else
            "x86_64-unknown-linux-gnu"
        #endif
    }
}
