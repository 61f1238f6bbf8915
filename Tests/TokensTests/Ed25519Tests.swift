import Bytes
import Testing

@testable import Tokens

@Suite("Ed25519")
struct Ed25519Tests {
    struct Vector: Sendable {
        let seed: String
        let publicKey: String
        let message: String
        let signature: String
    }

    static let fromTheRFC: [Vector] = [
        Vector(
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]

    @Test("signs and verifies as RFC 8032 says", arguments: fromTheRFC)
    func published(vector: Vector) throws {
        let key = try Ed25519PrivateKey(seed: [UInt8](hex: vector.seed).span.bytes)
        #expect(key.publicKey.bytes.hex == vector.publicKey)
        let message = [UInt8](hex: vector.message)
        var signature = ByteBuffer()
        try key.sign(message.span.bytes, into: &signature)
        #expect(signature.copyBytes().hex == vector.signature)
        let other = try Ed25519PublicKey(bytes: [UInt8](hex: vector.publicKey))
        #expect(other.verifies(signature.copyBytes(), of: message))
    }

    @Test("refuses a signature with any byte changed, cut or longer")
    func tampering() throws {
        let key = try Ed25519PrivateKey(seed: [UInt8](hex: Self.fromTheRFC[0].seed).span.bytes)
        let message = "message".bytes
        var out = ByteBuffer()
        try key.sign(message.span.bytes, into: &out)
        var signature = out.copyBytes()
        for index in signature.indices {
            signature[index] ^= 1
            #expect(!key.publicKey.verifies(signature, of: message))
            signature[index] ^= 1
        }
        #expect(!key.publicKey.verifies(Array(signature.dropLast()), of: message))
        #expect(!key.publicKey.verifies((signature + [0]), of: message))
        #expect(!key.publicKey.verifies(signature, of: "massage".bytes))
        #expect(key.publicKey.verifies(signature, of: message))
    }

    @Test("refuses keys of a wrong length")
    func lengths() {
        #expect(throws: KeyError.unusable) { try Ed25519PublicKey(bytes: Array(repeating: 1, count: 31)) }
        let long = [UInt8](repeating: 1, count: 33)
        #expect(throws: KeyError.unusable) { try Ed25519PrivateKey(seed: long.span.bytes) }
    }

    @Test("has the thumbprint and the signature of RFC 8037, appendix A")
    func thumbprint() throws {
        let x = try #require("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".base64URLDecoded)
        let key = try Ed25519PublicKey(bytes: x)
        #expect(key.thumbprint.text == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        let message = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
        let signature = try #require(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
                .base64URLDecoded)
        #expect(key.verifies(signature, of: message.bytes))
    }
}
