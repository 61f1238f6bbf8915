internal import Bytes
internal import Tokens

/// The signature of the mock provider's webhooks, in Stripe's shape: `t=<seconds>,v1=<hex HMAC-SHA256>`.
///
/// Signed are the seconds, a point and the raw body.
enum NoticeSeal {
    /// How old or how far ahead a notice may be, in seconds.
    static let tolerance: Int64 = 300

    /// The value of the field.
    static func value(body: [UInt8], seconds: Int64, key: borrowing MACKey) -> String {
        "t=\(seconds),v1=\(tag(body, seconds, key))"
    }

    /// Whether a value is right for a body now, compared in constant time.
    static func verify(_ value: String, body: [UInt8], key: borrowing MACKey, now: Int64) -> Bool {
        guard value.utf8.count <= 500 else { return false }
        var seconds: Int64?
        var tags: [[UInt8]] = []
        for part in value.split(separator: ",").prefix(8) {
            if part.hasPrefix("t=") { seconds = Int64(part.dropFirst(2)) }
            if part.hasPrefix("v1=") { tags.append(Array(part.dropFirst(3).utf8)) }
        }
        guard let seconds, seconds >= now - tolerance, seconds <= now + tolerance else { return false }
        let right = Array(tag(body, seconds, key).utf8)
        var isRight = false
        for tag in tags where tag.span.bytes.equalsInConstantTime(right.span.bytes) { isRight = true }
        return isRight
    }

    private static func tag(_ body: [UInt8], _ seconds: Int64, _ key: borrowing MACKey) -> String {
        let message = Array("\(seconds).".utf8) + body
        var tag = key.fullTag(of: message.span.bytes)
        // Sound: four plain words, read as the 32 bytes that they are.
        return withUnsafeBytes(of: &tag) { Hexadecimal.text($0) }
    }
}
