internal import Bytes

extension KeyRing {
    /// A secret of a service's own, derived from the ring's session secret.
    ///
    /// One purpose has one secret for the life of the installation. HMAC-SHA-256 of a label: the label begins
    /// with a letter and a session's message with a byte below 4, so no two ever agree.
    package func secret(for purpose: String) throws(KeyError) -> Secret {
        let key = try session.makeMACKey()
        var message = ByteBuffer(capacity: 64)
        message.append("sluice secret ")
        message.append(string: purpose)
        let tag = message.withReadable { key.fullTag(of: $0) }
        var bytes: [UInt8] = []
        for index in tag.indices {
            withUnsafeBytes(of: tag[index]) { bytes.append(contentsOf: $0) }
        }
        guard let secret = Secret(bytes: bytes) else { throw .unusable }
        return secret
    }

    /// An HMAC key of a service's own: its `secret(for:)`, ready to sign.
    package func macKey(for purpose: String) throws(KeyError) -> MACKey {
        try secret(for: purpose).makeMACKey()
    }
}
