import Bytes
import Ticket
import Tokens

/// The readers of passes, each with what must hold when they accept something.
enum PassFuzz {
    private static let verifier: PassVerifier? = {
        let seed = [UInt8](repeating: 7, count: 32)
        guard let key = try? Ed25519PrivateKey(seed: seed.span.bytes) else { return nil }
        return PassVerifier(keys: [VerificationKey(key.publicKey)])
    }()

    /// Nobody without the key can make a pass that verifies.
    static func text(_ input: [UInt8]) {
        let pass = try? verifier?.verify(input.span.bytes)
        precondition(pass == nil, "a pass was forged")
    }

    /// Bytes that decode encode to the same bytes again.
    static func payload(_ input: [UInt8]) {
        guard let (pass, keyID) = try? TicketPass.decode(input.span.bytes) else { return }
        var again = ByteBuffer()
        pass.encode(keyID: keyID, into: &again)
        precondition(again.copyBytes() == input, "two spellings of one pass")
    }

    /// A text that decodes encodes to the same text again.
    static func base45(_ input: [UInt8]) {
        guard let bytes = Base45.decode(input.span.bytes) else { return }
        var again = ByteBuffer()
        Base45.encode(bytes.span.bytes, into: &again)
        precondition(again.copyBytes() == input, "two spellings in base45")
    }

    /// Words from strangers become one bounded line, which cleaning does not change again.
    static func words(_ input: [UInt8]) {
        let line = PlainText.line(String(decoding: input, as: UTF8.self))
        precondition(line.unicodeScalars.count <= PlainText.nameLimit, "a line without an end")
        precondition(PlainText.line(line) == line, "a line that is not clean")
    }
}
