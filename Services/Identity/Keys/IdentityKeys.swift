internal import Bytes
internal import Tokens

/// Everything that identity signs, marks and seals with: made from its key ring, immutable, for all loops.
final class IdentityKeys: Sendable {
    let signer: UserTokenSigner
    /// Marks codes and names limits: HMAC.
    let codeKey: MACKey
    /// Closes the secrets of authenticators.
    let box: SecretBox
    /// The public keys as a JWK set.
    let keySet: [UInt8]
    let verificationKeys: [VerificationKey]
    /// When the youngest key begins to sign, in milliseconds since 1970.
    let youngest: Int64

    init(_ ring: KeyRing, algorithm: AdmissionToken.AlgorithmName) throws(KeyError) {
        signer = try UserTokenSigner(ring, algorithm: algorithm)
        codeKey = try ring.macKey(for: "identity.code")
        box = SecretBox(try ring.secret(for: "identity.totp"))
        verificationKeys = try ring.verificationKeys()
        youngest = ring.admissions.last?.signFrom ?? 0
        var document = ByteBuffer(capacity: 512)
        JSONWebKeySet.append(verificationKeys, algorithm: algorithm, to: &document)
        keySet = document.copyBytes()
    }

    /// The same with its act.
    func guarded(_ act: GuardedAct, _ subject: String) -> GuardedKey {
        GuardedKey(act: act, key: guardKey(act, subject))
    }

    /// Sixteen bytes that name what a limit is about, without saying it: what `identity.guard` is keyed by.
    func guardKey(_ act: GuardedAct, _ subject: String) -> [UInt8] {
        var message = ByteBuffer(capacity: 128)
        message.append(string: act.name)
        message.append("\u{0}|")
        message.append(string: subject)
        let tag = message.withReadable { codeKey.fullTag(of: $0) }
        return Array(tag.span.bytes.copyBytes().prefix(16))
    }
}
