internal import Bytes

/// Fields of a message's head: what comes from outside is encoded, so that it can never begin another line.
enum MailHeader {
    /// Appends a field with a text in any script.
    static func field(_ name: StaticString, text: String, to out: inout ByteBuffer) {
        out.append(name)
        out.append(": ")
        appendWords(text, to: &out)
        out.append("\r\n")
    }

    /// Appends a field with an address and its name.
    static func field(_ name: StaticString, address: MailAddress, to out: inout ByteBuffer) {
        out.append(name)
        out.append(": ")
        if let person = address.name, !person.isEmpty {
            appendWords(person, to: &out)
            out.append("\r\n ")
        }
        out.append("<")
        out.append(string: address.text)
        out.append(">\r\n")
    }

    /// Appends a text as encoded words (RFC 2047), a line each; whole characters stay together.
    ///
    /// All text is encoded, also what would not need it: one rule has no exceptions to get wrong.
    private static func appendWords(_ text: String, to out: inout ByteBuffer) {
        var word: [UInt8] = []
        var count = 0
        for character in text.prefix(200) {
            let bytes = Array(character.utf8)
            // 45 bytes are 60 digits: with its frame a word has 72 characters, of the 76 that a line may
            // have; the first one shares its line with the field's name.
            if word.count + bytes.count > (count == 0 ? 33 : 45), !word.isEmpty {
                appendWord(word, isFirst: count == 0, to: &out)
                count += 1
                word = []
            }
            word += bytes.prefix(33)
        }
        appendWord(word, isFirst: count == 0, to: &out)
    }

    private static func appendWord(_ word: [UInt8], isFirst: Bool, to out: inout ByteBuffer) {
        if !isFirst { out.append("\r\n ") }
        out.append("=?utf-8?B?")
        Base64Text.append(word, to: &out)
        out.append("?=")
    }
}
