internal import FoundationEssentials
package import Tokens

/// The three header fields of Standard Webhooks 1.0.0, made and checked.
package enum WebhookSignature {
    /// How old or how far ahead a message may be, in seconds: the specification's customary five minutes.
    package static let tolerance: Int64 = 300

    /// The value of `webhook-signature`: one `v1,…` a secret, the newest first.
    ///
    /// Several secrets sign while one replaces another, so that the receiver may change hands at any moment.
    package static func value(
        id: String, seconds: Int64, body: [UInt8], secrets: [WebhookSecret]
    ) throws(KeyError) -> String {
        let content = signed(id: id, seconds: seconds, body: body)
        var parts: [String] = []
        for secret in secrets {
            let key = try MACKey(secret: secret.bytes.span.bytes)
            parts.append("v1," + Data(bytes(key.fullTag(of: content.span.bytes))).base64EncodedString())
        }
        return parts.joined(separator: " ")
    }

    /// Whether one of the signatures is right for one of the secrets and the message is not too old.
    ///
    /// Each comparison takes the same time wherever it fails.
    package static func verify(
        _ value: String, id: String, timestamp: String, body: [UInt8], secrets: [WebhookSecret], now: Int64
    ) -> Bool {
        guard value.utf8.count <= 2_000, let seconds = Int64(timestamp),
            seconds >= now - tolerance, seconds <= now + tolerance
        else { return false }
        let content = signed(id: id, seconds: seconds, body: body)
        var isRight = false
        for secret in secrets {
            guard let key = try? MACKey(secret: secret.bytes.span.bytes) else { return false }
            for part in value.split(separator: " ").prefix(8) where part.hasPrefix("v1,") {
                guard let tag = Data(base64Encoded: String(part.dropFirst(3))) else { continue }
                if key.verify(full: Array(tag).span.bytes, of: content.span.bytes) { isRight = true }
            }
        }
        return isRight
    }

    private static func signed(id: String, seconds: Int64, body: [UInt8]) -> [UInt8] {
        Array("\(id).\(seconds).".utf8) + body
    }

    private static func bytes(_ tag: InlineArray<4, UInt64>) -> [UInt8] {
        var tag = tag
        // Sound: four plain words, read as the 32 bytes that they are.
        return withUnsafeBytes(of: &tag) { Array($0) }
    }
}
