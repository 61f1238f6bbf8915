internal import Bytes

/// The PHC string form, which other programs read too:
///
///     $argon2id$v=19$m=19456,t=2,p=1$SALT$TAG
///
/// SALT and TAG in the standard base64 alphabet without padding.
extension PasswordHash {
    /// The most bytes of a stored hash.
    private static let maximumBytes = 256

    /// The text form.
    package var text: String {
        let parameters = "m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)"
        return "$argon2id$v=19$\(parameters)$\(Self.encode(salt))$\(Self.encode(tag))"
    }

    /// Reads the text form; nil for anything else, for other variants and for costs beyond our limit.
    package init?(text: String) {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19",
            let cost = Self.cost(parts[3]), cost.isAcceptable,
            let salt = Self.decode(parts[4]), (8...64).contains(salt.count),
            let tag = Self.decode(parts[5]), (16...64).contains(tag.count)
        else { return nil }
        self.init(cost: cost, salt: salt, tag: tag)
    }

    private static func cost(_ text: Substring) -> PasswordCost? {
        let words = text.split(separator: ",", omittingEmptySubsequences: false)
        guard words.count == 3, let memory = number(words[0], after: "m="),
            let passes = number(words[1], after: "t="), let lanes = number(words[2], after: "p=")
        else { return nil }
        return PasswordCost(memory: memory, passes: passes, lanes: lanes)
    }

    private static func number(_ word: Substring, after name: String) -> UInt32? {
        guard word.hasPrefix(name) else { return nil }
        let digits = word.dropFirst(name.count)
        guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.first != "0" else { return nil }
        return UInt32(digits)
    }

    // The two alphabets of RFC 4648 differ in their last two characters only.
    private static let standardMarks = Array("+/".utf8)
    private static let urlMarks = Array("-_".utf8)

    private static func encode(_ bytes: [UInt8]) -> String {
        var out = ByteBuffer(capacity: 96)
        Base64URL.encode(bytes.span.bytes, into: &out)
        let text = out.copyBytes().map { exchange($0, urlMarks, for: standardMarks) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decode(_ text: Substring) -> [UInt8]? {
        guard !text.utf8.contains(where: urlMarks.contains) else { return nil }
        let url = text.utf8.map { exchange($0, standardMarks, for: urlMarks) }
        var out = ByteBuffer(capacity: 96)
        return Base64URL.decode(url.span.bytes, into: &out) ? out.copyBytes() : nil
    }

    private static func exchange(_ byte: UInt8, _ marks: [UInt8], for others: [UInt8]) -> UInt8 {
        marks.firstIndex(of: byte).map { others[$0] } ?? byte
    }
}
