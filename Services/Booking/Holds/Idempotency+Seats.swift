internal import Bytes
package import Events
internal import Tokens

extension Idempotency {
    /// What Redis knows an attempt by: 16 bytes of a digest of account, route and key.
    package var seatDigest: [UInt8] {
        // None of the three holds a control character, so the joined text has one reading.
        let text = Array("\(principal)\u{1}\(route)\u{1}\(key)".utf8)
        return Array(SHA256.digest(of: text.span.bytes).prefix(SeatClaim.digestLength))
    }
}
