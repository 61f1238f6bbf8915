package import Bytes
internal import HTTP

extension MailMessage {
    /// The message as it is sent (RFC 5322, RFC 2045): ASCII in lines of at most 76 characters.
    ///
    /// `time` is milliseconds since 1970; `random` draws the message's id and the boundaries.
    package func rendered(time: Int64, random: inout some RandomNumberGenerator) -> ByteBuffer {
        var out = ByteBuffer(capacity: 2048 + attachments.reduce(0) { $0 + $1.bytes.count / 3 * 4 })
        MailHeader.field("From", address: sender, to: &out)
        MailHeader.field("To", address: recipient, to: &out)
        MailHeader.field("Subject", text: subject, to: &out)
        out.append("Date: ")
        var date = ByteBuffer()
        HTTPDate.append(Int(time / 1000), to: &date)
        // Mail writes the zone as a number.
        date.withReadable { out.append($0.extracting(0..<($0.byteCount - 3))) }
        out.append("+0000\r\nMessage-ID: <")
        appendID(to: &out, &random)
        out.append("@")
        out.append(string: sender.domain)
        out.append(">\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n")
        if attachments.isEmpty {
            appendTexts(to: &out, &random)
        } else {
            let boundary = Self.begin("multipart/mixed", to: &out, &random)
            Self.appendBoundary(boundary, to: &out)
            appendTexts(to: &out, &random)
            for attachment in attachments {
                Self.appendBoundary(boundary, to: &out)
                Self.append(attachment, to: &out)
            }
            Self.end(boundary, to: &out)
        }
        return out
    }

    private func appendID(to out: inout ByteBuffer, _ random: inout some RandomNumberGenerator) {
        let isPlain = id?.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
        }
        guard let id, isPlain == true, (1...64).contains(id.utf8.count) else {
            return Self.appendRandom(to: &out, &random)
        }
        out.append(string: id)
    }

    private func appendTexts(to out: inout ByteBuffer, _ random: inout some RandomNumberGenerator) {
        guard let html else { return Self.append(text, "text/plain", to: &out) }
        let boundary = Self.begin("multipart/alternative", to: &out, &random)
        Self.appendBoundary(boundary, to: &out)
        Self.append(text, "text/plain", to: &out)
        Self.appendBoundary(boundary, to: &out)
        Self.append(html, "text/html", to: &out)
        Self.end(boundary, to: &out)
    }

    private static func append(_ text: String, _ type: StaticString, to out: inout ByteBuffer) {
        out.append("Content-Type: ")
        out.append(type)
        out.append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        Base64Text.appendLines(Array(text.utf8), to: &out)
    }

    private static func append(_ attachment: MailAttachment, to out: inout ByteBuffer) {
        out.append("Content-Type: ")
        out.append(string: attachment.type)
        out.append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n")
        out.append(" filename=\"")
        out.append(string: attachment.name)
        out.append("\"\r\n\r\n")
        Base64Text.appendLines(attachment.bytes, to: &out)
    }

    // MARK: Boundaries

    /// Appends the fields of a body of several parts, and answers its boundary.
    ///
    /// Parts are base64, in which no line begins with a hyphen: a boundary cannot occur in them.
    private static func begin(
        _ type: StaticString, to out: inout ByteBuffer, _ random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        var boundary = ByteBuffer()
        appendRandom(to: &boundary, &random)
        out.append("Content-Type: ")
        out.append(type)
        out.append(";\r\n boundary=\"")
        boundary.withReadable { out.append($0) }
        out.append("\"\r\n")
        return boundary.copyBytes()
    }

    private static func appendBoundary(_ boundary: [UInt8], to out: inout ByteBuffer) {
        out.append("\r\n--")
        out.append(boundary)
        out.append("\r\n")
    }

    private static func end(_ boundary: [UInt8], to out: inout ByteBuffer) {
        out.append("\r\n--")
        out.append(boundary)
        out.append("--\r\n")
    }

    private static func appendRandom(to out: inout ByteBuffer, _ random: inout some RandomNumberGenerator) {
        out.append(hex: random.next(), width: 16)
        out.append(hex: random.next(), width: 16)
    }
}
