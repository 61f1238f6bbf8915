/// The floors of the house and the doors in its walls: docs/decisions/001-the-house.md.
enum Floors {
    /// Every target but tests stands on a floor and imports only from lower ones.
    static let table: [String: Int] = [
        // Doors to C, and the slab: they import nothing.
        "CLinux": 0, "COpenSSL": 0, "CHiredis": 0, "CYaml": 0, "CZlib": 0, "Bytes": 0,
        "CLibpq": 0, "CArgon2": 0, "CQRCode": 0, "CPango": 0,
        // Ground.
        "Settings": 1, "Telemetry": 1, "Limits": 1, "Files": 1,
        // Rules.
        "WaitingRoom": 2, "HTTP": 2, "Tokens": 2, "EventLoop": 2, "Compression": 2,
        // Drivers.
        "Redis": 3, "Postgres": 3, "Contracts": 3,
        // Joints.
        "HTTPServer": 4, "HTTPClient": 4, "RedisRoom": 4, "Events": 4, "Mail": 4,
        // Frame.
        "ServiceKit": 5, "Supervisor": 5, "Webhooks": 5,
        // Rooms.
        "Gateway": 6, "SampleSite": 6, "LoadTest": 6,
        "Identity": 6, "Booking": 6, "Payment": 6, "Ticket": 6, "BookingSite": 6, "Audit": 6,
        // Roof.
        "sluice": 7,
    ]

    /// Who may open which door.
    static let doors: [String: Set<String>] = [
        "CLinux": ["EventLoop", "Supervisor"], "COpenSSL": ["Tokens"], "CHiredis": ["Redis"],
        "CYaml": ["Settings"], "CZlib": ["Compression"],
        "CLibpq": ["Postgres"], "CArgon2": ["Identity"], "CQRCode": ["Ticket"], "CPango": ["Ticket"],
    ]

    /// Modules of the toolchain that every floor may import.
    static let toolchain: Set<String> = [
        "Glibc", "Swift", "Synchronization", "_StringProcessing", "RegexBuilder",
    ]
    /// Modules of the toolchain that only floors above the joints may import.
    static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]
    static let highestWithoutFoundation = 4
    static let testKit = "TestKit"

    /// What is wrong with the targets and their dependencies.
    static func check(_ targets: [Manifest.Target]) -> [Finding] {
        targets.filter { !$0.isTest }.flatMap { target -> [Finding] in
            guard let floor = table[target.name] else {
                return [Manifest.finding("\(target.name) stands on no floor: give it one in Floors.swift")]
            }
            return target.dependencies.compactMap { name in
                if name == testKit {
                    return Manifest.finding("\(target.name) depends on \(testKit), which is for tests")
                }
                if let guests = doors[name], !guests.contains(target.name) {
                    return Manifest.finding("\(target.name) may not open the door \(name)")
                }
                guard let below = table[name], below < floor else {
                    return Manifest.finding(
                        "\(target.name) (floor \(floor)) depends on \(name): not a lower floor")
                }
                return nil
            }
        }
    }

    /// What is wrong with the imports of a target's sources.
    static func checkImports(_ target: Manifest.Target, _ sources: [SwiftText]) -> [Finding] {
        let floor = table[target.name] ?? 0
        var used: Set<String> = []
        var findings: [Finding] = []
        for source in sources {
            for (index, line) in source.code.enumerated() {
                guard let (access, module) = importedModule(line) else { continue }
                used.insert(module)
                if foundation.contains(module) {
                    if floor <= highestWithoutFoundation {
                        findings.append(source.finding(index, "\(module) on floor \(floor)"))
                    }
                } else if doors[module] != nil && ["public", "package"].contains(access) {
                    findings.append(source.finding(index, "the door \(module) shows in a signature"))
                } else if !toolchain.contains(module) && !target.dependencies.contains(module) {
                    findings.append(source.finding(index, "\(module) is not a dependency of \(target.name)"))
                }
            }
        }
        if !sources.isEmpty {
            for name in target.dependencies where !used.contains(name) {
                findings.append(Manifest.finding("\(target.name) depends on \(name) and never imports it"))
            }
        }
        return findings
    }

    /// The access level and the module of an import line.
    static func importedModule(_ line: String) -> (access: String, module: String)? {
        let words = line.split(whereSeparator: { $0 == " " })
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
            words[..<index].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) })
        else { return nil }
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        let named =
            kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
        let access = words[..<index].first { accessLevels.contains($0) } ?? "internal"
        return (String(access), String(named.prefix { $0 != "." }))
    }

    private static let accessLevels: Set<Substring> = [
        "public", "package", "internal", "private", "fileprivate",
    ]
}
