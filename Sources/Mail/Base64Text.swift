internal import Bytes

/// Base64 as mail uses it (RFC 2045 section 6.8): the common alphabet, padded.
enum Base64Text {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends bytes in one piece.
    static func append(_ bytes: some Collection<UInt8>, to out: inout ByteBuffer) {
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                appendGroup(group, digits: 4, to: &out)
                (group, count) = (0, 0)
            }
        }
        if count > 0 { appendGroup(group << (8 * (3 - UInt32(count))), digits: count + 1, to: &out) }
    }

    /// Appends bytes in lines of 76 digits, each with its end.
    static func appendLines(_ bytes: [UInt8], to out: inout ByteBuffer) {
        var start = 0
        while start < bytes.count {
            let end = min(start + 57, bytes.count)
            append(bytes[start..<end], to: &out)
            out.append("\r\n")
            start = end
        }
    }

    private static func appendGroup(_ group: UInt32, digits count: Int, to out: inout ByteBuffer) {
        for place in 0..<4 {
            let index = Int(group >> (18 - 6 * UInt32(place)) & 0x3F)
            out.append(place < count ? digits[index] : UInt8(ascii: "="))
        }
    }
}
