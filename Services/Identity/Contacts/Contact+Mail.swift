extension Contact {
    /// A mail address: the dot-atom form of RFC 5322 at a host name with a dot, in ASCII.
    ///
    /// The part before the `@` is folded to lower case too. Servers may tell case apart there and none that
    /// people use does, while two accounts that differ in case alone would be a trap.
    package init?(email typed: String) {
        let trimmed = typed.drop { $0 == " " }
        let address = trimmed.prefix { $0 != " " }
        guard trimmed.dropFirst(address.count).allSatisfy({ $0 == " " }),
            typed.utf8.count <= Self.maximumBytes,
            let at = address.utf8.firstIndex(of: UInt8(ascii: "@"))
        else { return nil }
        let local = address[..<at]
        let host = address[address.utf8.index(after: at)...]
        guard (1...64).contains(local.utf8.count), Self.isDotAtom(local), Self.isHostName(host) else {
            return nil
        }
        self.init(kind: .email, text: address.lowercased())
    }

    private static func isDotAtom(_ local: Substring) -> Bool {
        local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || atomMarks.contains($0) }
        }
    }

    private static func isHostName(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.utf8.contains(where: { $0 > 0x39 }) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.first != UInt8(ascii: "-") && label.utf8.last != UInt8(ascii: "-")
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static let atomMarks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    }
}
