internal import Bytes

/// An Ed25519 key that signs tokens of one type, with the first part of each of them made beforehand.
struct SigningKey: Sendable {
    let signFrom: Int64
    private let key: Ed25519PrivateKey
    /// The first part of every token of this key, with its dot.
    private let head: [UInt8]

    init(
        _ record: KeyRing.AdmissionKey, type: StaticString, algorithm: AdmissionToken.AlgorithmName
    ) throws(KeyError) {
        signFrom = record.signFrom
        key = try record.seed.withBytes { seed throws(KeyError) in try Ed25519PrivateKey(seed: seed) }
        var json = ByteBuffer(capacity: 96)
        json.append(#"{"alg":""#)
        json.append(string: algorithm.rawValue)
        json.append(#"","typ":""#)
        json.append(type)
        json.append(#"","kid":""#)
        json.append(key.publicKey.thumbprint)
        json.append(#""}"#)
        var head = ByteBuffer(capacity: 128)
        json.withReadable { Base64URL.encode($0, into: &head) }
        head.append(".")
        self.head = head.copyBytes()
    }

    /// Appends the token with this payload.
    func sign(_ payload: RawSpan, into out: inout ByteBuffer) throws(KeyError) {
        var text = ByteBuffer(capacity: AdmissionToken.maximumBytes)
        text.append(head)
        Base64URL.encode(payload, into: &text)
        var signature = ByteBuffer(capacity: Ed25519PublicKey.signatureByteCount)
        try text.withReadable { message throws(KeyError) in try key.sign(message, into: &signature) }
        text.append(".")
        signature.withReadable { Base64URL.encode($0, into: &text) }
        text.withReadable { out.append($0) }
    }
}
