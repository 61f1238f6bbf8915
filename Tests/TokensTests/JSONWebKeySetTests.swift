import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("JSONWebKeySet")
struct JSONWebKeySetTests {
    static let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    static let good = #"{"kty":"OKP","crv":"Ed25519","x":"\#(x)","kid":"one"}"#

    static func parse(_ text: String) throws(KeyError) -> [VerificationKey] {
        try JSONWebKeySet.parse(text.bytes.span.bytes)
    }

    @Test("is written as RFC 8037 and the contract have it")
    func written() throws {
        let key = VerificationKey(try Ed25519PublicKey(bytes: try #require(Self.x.base64URLDecoded)))
        var out = ByteBuffer()
        JSONWebKeySet.append([key], to: &out)
        let expected =
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(Self.x)","#
            + #""kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","use":"sig","alg":"EdDSA"}]}"#
        #expect(out.copyBytes().text == expected)
    }

    @Test("what is written is read back, and verifies the ring's tokens")
    func roundTrip() throws {
        var random = SeededRandom(seed: 4)
        var ring = KeyRing.seeded()
        try ring.rotateAdmissions(now: 0, reload: .seconds(1), random: &random)
        let keys = try ring.verificationKeys()
        var out = ByteBuffer()
        JSONWebKeySet.append(keys, algorithm: .ed25519, to: &out)
        let read = try Self.parse(out.copyBytes().text)
        #expect(read.map(\.id) == keys.map(\.id))
        #expect(read.map(\.key.bytes) == keys.map(\.key.bytes))
        #expect(!out.copyBytes().text.contains(#""d""#))
    }

    @Test("keys of other kinds are passed over")
    func otherKinds() throws {
        let others = [
            #"{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"r","x5c":["MII\/"],"oth":[{"r":1}]}"#,
            #"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","kid":"e"}"#,
            #"{"kty":"OKP","crv":"X25519","x":"AA","kid":"x"}"#,
            #"{"kty":"OKP","crv":"Ed25519","x":"\#(Self.x)","kid":"enc","use":"enc"}"#,
            #"{"kty":"OKP","crv":"Ed25519","x":"\#(Self.x)","kid":"alg","alg":"ES256"}"#,
        ]
        let keys = try Self.parse(#"{"more":1,"keys":[\#((others + [Self.good]).joined(separator: ","))]}"#)
        #expect(keys.map(\.id.text) == ["one"])
        #expect(try Self.parse(#"{"keys":[]}"#).isEmpty)
    }

    @Test(
        "a set that is broken anywhere is refused whole",
        arguments: [
            "", "{}", "[]", #"{"keys":{}}"#, #"{"keys":[]}x"#, #"{"keys":[],"keys":[]}"#, #"{"keys":[{}]}"#,
            #"{"keys":[\#(good)"#, #"{"keys":[\#(good),]}"#, #"{"keys":[\#(good),\#(good)]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(x)"}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"one"}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA","kid":"one"}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(x)=","kid":"one"}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(x)","kid":""}]}"#,
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(x)","d":"\#(x)","kid":"one"}]}"#,
            #"{"keys":[{"kty":7}]}"#, #"{"keys":[7]}"#, #"{"keys":[null]}"#,
        ])
    func broken(text: String) {
        #expect(throws: KeyError.malformedSet) { try Self.parse(text) }
    }

    @Test("more keys or bytes than the bounds are refused")
    func bounds() {
        let keys = (0..<65).map { #"{"kty":"OKP","crv":"Ed25519","x":"\#(Self.x)","kid":"\#($0)"}"# }
        let text = #"{"keys":[\#(keys.joined(separator: ","))]}"#
        #expect(throws: KeyError.malformedSet) { try Self.parse(text) }
        let long = #"{"keys":[]}"# + String(repeating: " ", count: JSONWebKeySet.maximumBytes)
        #expect(throws: KeyError.malformedSet) { try Self.parse(long) }
    }
}
