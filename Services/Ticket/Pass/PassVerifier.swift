internal import Bytes
package import Tokens

/// Reads passes offline and believes those that one of our keys has signed.
///
/// It says who may travel where and when; whether that moment is now, and whether the ticket was revoked or
/// used before, is for whoever asks.
package struct PassVerifier: Sendable {
    private let keys: [(id: UInt32, key: Ed25519PublicKey)]

    /// A verifier that trusts these keys.
    package init(keys: [VerificationKey]) {
        self.keys = keys.map { (PassKeyID.of($0.key), $0.key) }
    }

    /// The pass of a QR symbol's text.
    package func verify(_ text: RawSpan) throws(PassError) -> TicketPass {
        guard text.byteCount > 4, text.byteCount <= TicketPass.maximumCharacters,
            text.extracting(0..<4).equals(TicketPass.prefix)
        else { throw .notATicket }
        guard let bytes = Base45.decode(text.extracting(4..<text.byteCount)) else { throw .badEncoding }
        return try verify(bytes: bytes.span.bytes)
    }

    private func verify(bytes: RawSpan) throws(PassError) -> TicketPass {
        guard bytes.byteCount > TicketPass.signatureBytes else { throw .malformed("length") }
        let message = bytes.extracting(0..<(bytes.byteCount - TicketPass.signatureBytes))
        let signature = bytes.extracting(message.byteCount..<bytes.byteCount)
        let (pass, keyID) = try TicketPass.decode(message)
        // Two keys may share an id by chance: either may have signed.
        let candidates = keys.filter { $0.id == keyID }
        guard !candidates.isEmpty else { throw .unknownKey(keyID) }
        guard candidates.contains(where: { $0.key.verify(signature, of: message) }) else {
            throw .badSignature
        }
        return pass
    }
}
