/// Bytes as the text of a `data:` address.
enum DataText {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The bytes in base64 (RFC 4648 section 4), padded.
    static func base64(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = min(3, bytes.count - index)
            var group: UInt32 = 0
            for offset in 0..<3 {
                group = group << 8 | (offset < rest ? UInt32(bytes[index + offset]) : 0)
            }
            for place in 0..<4 {
                let digit = digits[Int(group >> (18 - 6 * UInt32(place)) & 0x3F)]
                out.append(place <= rest ? digit : UInt8(ascii: "="))
            }
            index += 3
        }
        return String(decoding: out, as: UTF8.self)
    }
}
