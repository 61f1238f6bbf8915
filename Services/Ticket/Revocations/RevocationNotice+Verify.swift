internal import Bytes
package import Contracts
internal import ServiceKit
package import Tokens

extension RevocationNotice {
    /// The list that a document holds, once one of these keys has signed it as such.
    package static func verified(
        _ document: [UInt8], keys: [VerificationKey]
    ) throws(PassError) -> RevocationList {
        guard let signed = try? WireJSON.decode(SignedDocument.self, from: document) else {
            throw .badEncoding
        }
        let message = Array("\(signed.protected).\(signed.payload)".utf8)
        guard let signature = decode(signed.signature), let header = decode(signed.protected),
            let payload = decode(signed.payload)
        else { throw .badEncoding }
        struct Header: Decodable {
            let alg: String
            let typ: String
            let kid: String
        }
        // The algorithm is the key's own, whatever the header says; the type keeps documents apart.
        guard let named = try? WireJSON.decode(Header.self, from: header), named.typ == "\(type)" else {
            throw .malformed("header")
        }
        let isSigned = keys.contains { key in
            key.id == Array(named.kid.utf8) && key.key.verify(signature.span.bytes, of: message.span.bytes)
        }
        guard isSigned else { throw .badSignature }
        guard let list = try? WireJSON.decode(RevocationList.self, from: payload) else {
            throw .malformed("payload")
        }
        return list
    }

    private static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        var out = ByteBuffer(capacity: characters.count)
        return Base64URL.decode(characters.span.bytes, into: &out) ? out.copyBytes() : nil
    }
}
