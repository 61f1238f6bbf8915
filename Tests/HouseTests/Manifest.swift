import Foundation

/// The package as SwiftPM describes it.
struct Manifest: Decodable {
    /// One target of the package.
    struct Target: Decodable {
        let name: String
        let path: String
        let type: String
        let sources: [String]
        let dependencies: [String]

        enum CodingKeys: String, CodingKey {
            case name, path, type, sources
            case dependencies = "target_dependencies"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            name = try values.decode(String.self, forKey: .name)
            path = try values.decode(String.self, forKey: .path)
            type = try values.decode(String.self, forKey: .type)
            sources = try values.decodeIfPresent([String].self, forKey: .sources) ?? []
            dependencies = try values.decodeIfPresent([String].self, forKey: .dependencies) ?? []
        }

        init(_ name: String, dependencies: [String] = [], path: String = "") {
            self.name = name
            self.path = path.isEmpty ? "Sources/\(name)" : path
            self.dependencies = dependencies
            type = "library"
            sources = []
        }

        /// Tests, what only they use, and fuzz targets: not part of the house.
        var isTest: Bool { type == "test" || path.hasPrefix("Tests/") || path.hasPrefix("Fuzz") }
        var isSwift: Bool { sources.contains { $0.hasSuffix(".swift") } }
    }

    let targets: [Target]

    static func finding(_ text: String) -> Finding {
        Finding(path: "Package.swift", line: 1, text: text)
    }

    /// Asks SwiftPM, with a scratch folder of its own: the usual one is locked by the `swift test` around us.
    static func read(_ root: String) throws -> Manifest {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
            "house-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let json = Command.run(
            "swift", "package", "--package-path", root, "--scratch-path", scratch.path, "describe", "--type",
            "json")
        return try JSONDecoder().decode(Manifest.self, from: json)
    }
}
