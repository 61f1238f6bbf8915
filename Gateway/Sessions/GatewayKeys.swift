import Bytes
import Tokens

/// Everything that a gateway signs and verifies with: made from a key ring, immutable, shared by all loops.
final class GatewayKeys: Sendable {
    let sealer: SlipSealer
    let signer: AdmissionSigner
    let verifier: AdmissionVerifier
    let sessions: SessionKey
    /// The public keys as a JWK set.
    let keySet: [UInt8]

    init(_ ring: KeyRing, issuer: String, audience: String, algorithm: AdmissionToken.AlgorithmName)
        throws(KeyError)
    {
        sealer = try SlipSealer(ring)
        signer = try AdmissionSigner(ring, issuer: issuer, audience: audience, algorithm: algorithm)
        let keys = try ring.verificationKeys()
        verifier = AdmissionVerifier(keys: keys, issuer: issuer, audience: audience)
        sessions = try SessionKey(ring)
        var document = ByteBuffer(capacity: 512)
        JSONWebKeySet.append(keys, algorithm: algorithm, to: &document)
        keySet = document.copyBytes()
    }
}
