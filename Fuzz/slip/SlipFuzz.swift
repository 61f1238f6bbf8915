import Bytes
import Tokens
import WaitingRoom

/// The two ways bytes become a slip: as text from outside, and as a payload behind a true tag.
enum SlipFuzz {
    private static let sealer: SlipSealer? = {
        var random = SystemRandomNumberGenerator()
        return try? SlipSealer(KeyRing(now: 0, random: &random))
    }()

    /// Nobody without the key can make a slip that opens.
    static func text(_ input: [UInt8]) {
        guard let sealer else { return }
        var scratch = ByteBuffer()
        let opening = sealer.open(input.span.bytes, at: 1000, into: &scratch)
        if case .valid = opening { preconditionFailure("a slip was forged") }  // The finding itself.
    }

    /// A payload that decodes encodes to the same bytes again, and sealed it opens.
    static func payload(_ input: [UInt8]) {
        guard let sealer else { return }
        var bytes = input
        let id = sealer.signingKeyID(at: 1000)
        guard bytes.count >= 5 else { return }
        for offset in 0..<4 { bytes[1 + offset] = UInt8(truncatingIfNeeded: id >> UInt32(24 - 8 * offset)) }
        guard let slip = Slip(payload: bytes.span.bytes) else { return }
        var again = ByteBuffer()
        slip.encode(keyID: id, into: &again)
        precondition(again.copyBytes() == bytes, "two spellings of one slip")
        var text = ByteBuffer()
        precondition(sealer.seal(bytes.span.bytes, into: &text), "a slip that cannot be sealed")
        var scratch = ByteBuffer()
        let opening = text.withReadable { sealer.open($0, at: 1000, into: &scratch) }
        // The finding itself.
        guard case .valid = opening else { preconditionFailure("a sealed slip does not open") }
    }
}
