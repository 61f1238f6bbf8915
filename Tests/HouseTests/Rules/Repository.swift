/// What may be in the repository, whatever it says.
enum Repository {
    static let largest = 200 * 1024
    static let stubReadme = 250

    /// Folders of which each one below has a README: the modules, the services, what is deployed.
    static func foldersWithReadme(_ paths: [String]) -> Set<String> {
        var folders: Set<String> = []
        for path in paths {
            let parts = path.split(separator: "/").map(String.init)
            guard let top = parts.first, parts.count > 1 else { continue }
            switch top {
            case "Gateway", "Ops", "loadtest", "docs": folders.insert(top)
            case "Sources", "Services":
                if parts.count > 2 { folders.insert("\(top)/\(parts[1])") }
            default: break
            }
        }
        return folders
    }

    static func checkReadme(_ path: String, _ text: String) -> [Finding] {
        if text.isEmpty { return [Finding(path: path, line: 1, text: "is missing")] }
        if !text.hasPrefix("# ") {
            return [Finding(path: path, line: 1, text: "does not begin with a title")]
        }
        if text.utf8.count < stubReadme {
            return [
                Finding(
                    path: path, line: 1, text: "says too little: what lives here, what not, where to start")
            ]
        }
        return []
    }

    /// Decisions are numbered 000, 001 … each once.
    static func checkDecisions(_ paths: [String]) -> [Finding] {
        let folder = "docs/decisions/"
        let records = paths.filter {
            $0.hasPrefix(folder) && $0.hasSuffix(".md") && !$0.hasSuffix("/README.md")
        }
        var findings: [Finding] = []
        var numbers: Set<Int> = []
        for path in records.sorted() {
            let name = path.dropFirst(folder.count)
            guard name.prefix(3).allSatisfy(\.isNumber), name.dropFirst(3).first == "-",
                let number = Int(name.prefix(3))
            else {
                findings.append(Finding(path: path, line: 1, text: "is not called NNN-title.md"))
                continue
            }
            if !numbers.insert(number).inserted {
                findings.append(Finding(path: path, line: 1, text: "\(number) twice"))
            }
        }
        for number in 0..<(numbers.max() ?? 0) where !numbers.contains(number) {
            findings.append(Finding(path: folder, line: 1, text: "there is no decision \(number)"))
        }
        return findings
    }

    static func checkContent(_ path: String, _ bytes: [UInt8]) -> [Finding] {
        if bytes.count > largest {
            return [Finding(path: path, line: 1, text: "\(bytes.count) bytes: too large")]
        }
        if bytes.contains(0) && !isCorpus(path) {
            return [Finding(path: path, line: 1, text: "is binary")]
        }
        return []
    }

    /// Seeds of a fuzzer are whatever they are.
    static func isCorpus(_ path: String) -> Bool { path.hasPrefix("Fuzz/Corpus/") }

    /// Somebody's own folders, which no other machine has.
    static func checkMachinePaths(path: String, _ lines: [String]) -> [Finding] {
        let folders = ["home", "Users", "root", "work"].map { "/" + $0 + "/" }
        return lines.enumerated().flatMap { index, line in
            folders.filter { folder in
                line.ranges(of: folder).contains { range in
                    // Within a longer path or an address it is somebody else's word.
                    range.lowerBound == line.startIndex
                        || !isPathCharacter(line[line.index(before: range.lowerBound)])
                }
            }.map { Finding(path: path, line: index + 1, text: "\($0)…: a path of one machine") }
        }
    }

    private static func isPathCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._-/*}".contains(character)
    }
}
