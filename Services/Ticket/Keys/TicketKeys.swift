internal import Bytes
internal import Tokens

/// What tickets are signed and verified with: made of the service's key ring, immutable, for all loops.
struct TicketKeys: Sendable {
    let signer: PassSigner
    let verifier: PassVerifier
    /// The public keys as a JWK set, those before and to come included.
    let keySet: [UInt8]
    /// When the youngest key begins to sign, in milliseconds since 1970.
    let youngest: Int64

    init(_ ring: KeyRing) throws(KeyError) {
        signer = try PassSigner(ring)
        let keys = try ring.verificationKeys()
        verifier = PassVerifier(keys: keys)
        youngest = ring.admissions.last?.signFrom ?? 0
        var document = ByteBuffer(capacity: 1024)
        JSONWebKeySet.append(keys, to: &document)
        keySet = document.copyBytes()
    }
}
