import Bytes
import Tokens

/// The readers of tokens and keys, each with what must hold when they accept something.
enum TokenFuzz {
    private static let verifier: AdmissionVerifier? = {
        var random = SystemRandomNumberGenerator()
        let ring = KeyRing(now: 0, random: &random)
        guard let keys = try? ring.verificationKeys() else { return nil }
        return AdmissionVerifier(keys: keys, issuer: "sluice", audience: "site")
    }()

    /// Nobody without the key can make a token that verifies.
    static func token(_ input: [UInt8]) {
        guard let verifier else { return }
        let claims = try? verifier.verify(input.span.bytes, now: 1_795_256_879_000)
        precondition(claims == nil, "a token was forged")
    }

    /// A key set that reads is written and read again with the same keys.
    static func keySet(_ input: [UInt8]) {
        guard let keys = try? JSONWebKeySet.parse(input.span.bytes) else { return }
        var text = ByteBuffer()
        JSONWebKeySet.append(keys, to: &text)
        let again = text.withReadable { try? JSONWebKeySet.parse($0) }
        precondition(again?.map(\.id) == keys.map(\.id), "a key set changed when it was written")
    }

    /// A key ring that reads is written and read again as the same ring.
    static func keyRing(_ input: [UInt8]) {
        guard let ring = try? KeyRing(text: input.span.bytes, path: "fuzz") else { return }
        var text = ByteBuffer()
        ring.append(to: &text)
        let again = text.withReadable { try? KeyRing(text: $0, path: "fuzz") }
        precondition(again == ring, "a key ring changed when it was written")
    }
}
