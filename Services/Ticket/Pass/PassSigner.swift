internal import Bytes
package import Tokens

/// Makes the texts of passes: about 50 µs each.
package struct PassSigner: Sendable {
    private let key: Ed25519PrivateKey
    private let keyID: UInt32

    /// A signer with a key.
    package init(_ key: Ed25519PrivateKey) {
        self.key = key
        keyID = PassKeyID.of(key.publicKey)
    }

    /// The text of a pass, for its QR symbol.
    package func sign(_ pass: TicketPass) throws(PassError) -> String {
        var bytes = ByteBuffer(capacity: 192)
        pass.encode(keyID: keyID, into: &bytes)
        var signature = ByteBuffer(capacity: TicketPass.signatureBytes)
        do throws(KeyError) {
            try bytes.withReadable { message throws(KeyError) in try key.sign(message, into: &signature) }
        } catch {
            throw .cannotSign
        }
        signature.withReadable { bytes.append($0) }
        var text = ByteBuffer(capacity: TicketPass.maximumCharacters)
        text.append(TicketPass.prefix)
        bytes.withReadable { Base45.encode($0, into: &text) }
        return text.withReadable { $0.copyString() }
    }
}
