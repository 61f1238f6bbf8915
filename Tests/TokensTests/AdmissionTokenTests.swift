import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("Admission tokens")
struct AdmissionTokenTests {
    static let now: Int64 = 1_700_000_000_500
    let ring = KeyRing.seeded(1)
    let signer: AdmissionSigner
    let verifier: AdmissionVerifier

    init() throws {
        signer = try AdmissionSigner(ring, issuer: "https://gate.example", audience: "https://site.example")
        verifier = AdmissionVerifier(
            keys: try ring.verificationKeys(), issuer: "https://gate.example",
            audience: "https://site.example")
    }

    static func claims(issuedAt: Int64 = now, life: Int64 = 60_000) -> AdmissionClaims {
        var random = SeededRandom(seed: 9)
        return AdmissionClaims(
            room: "demo", subject: "anonymous", session: SessionID(high: 1, low: 2), place: 4_711, epoch: 3,
            gen: 1_700_000_000, issuedAt: issuedAt, expiresAt: issuedAt + life, endsAt: issuedAt + 900_000,
            random: &random)
    }

    func sign(_ claims: AdmissionClaims = claims()) throws -> String {
        var out = ByteBuffer()
        try signer.sign(claims, into: &out)
        return out.copyBytes().text
    }

    func verify(_ token: String, at now: Int64 = now) throws(TokenError) -> AdmissionClaims {
        try verifier.verify(token.bytes.span.bytes, now: now)
    }

    /// A token with any header and payload, truly signed by the ring's key.
    func forge(header: String? = nil, payload: String? = nil) throws -> String {
        let key = try ring.admissions[0].seed.withBytes { seed throws(KeyError) in
            try Ed25519PrivateKey(seed: seed)
        }
        let message =
            (header ?? self.header).bytes.base64URL + "." + (payload ?? self.payload).bytes.base64URL
        var signature = ByteBuffer()
        try key.sign(message.bytes.span.bytes, into: &signature)
        return message + "." + signature.copyBytes().base64URL
    }

    private func part(_ index: Int) -> String {
        let parts = (try? sign().split(separator: ".").map(String.init)) ?? []
        return parts.indices.contains(index) ? (parts[index].base64URLDecoded ?? []).text : ""
    }

    /// The header and the payload of a good token, to break one thing of each.
    var header: String { part(0) }
    var payload: String { part(1) }

    @Test("says what was claimed, in whole seconds")
    func roundTrip() throws {
        let read = try verify(try sign())
        var expected = Self.claims()
        expected.issuedAt = 1_700_000_000_000
        expected.expiresAt = 1_700_000_060_000
        expected.endsAt = 1_700_000_900_000
        #expect(read == expected)
        #expect(try verify(try forge()) == expected)
    }

    @Test("is a JWT with the header and the claims of the contract")
    func form() throws {
        let kid = try ring.verificationKeys()[0].id.text
        #expect(header == #"{"alg":"EdDSA","typ":"admission+jwt","kid":"\#(kid)"}"#)
        let start =
            #"{"iss":"https://gate.example","aud":"https://site.example","exp":1700000060,"iat":1700000000,"#
        #expect(payload.hasPrefix(start))
        let end = #""sub":"anonymous","room":"demo","seq":4711,"sid":"AAAAAAAAAAEAAAAAAAAAAg","epoch":3,"#
        #expect(payload.hasSuffix(end + #""gen":1700000000,"max":1700000900}"#))
    }

    @Test("never lives longer than a minute, nor longer than its session")
    func life() {
        #expect(Self.claims(life: 3_600_000).expiresAt == Self.now + 60_000)
        var random = SeededRandom(seed: 1)
        let short = AdmissionClaims(
            room: "demo", subject: "x", session: SessionID(high: 0, low: 0), place: 1, epoch: 1, gen: 1,
            issuedAt: 0, expiresAt: 60_000, endsAt: 5_000, random: &random)
        #expect(short.expiresAt == 5_000)
    }

    @Test("both names of the algorithm are read, with our kind of key")
    func names() throws {
        let other = try AdmissionSigner(
            ring, issuer: "https://gate.example", audience: "https://site.example", algorithm: .ed25519)
        var out = ByteBuffer()
        try other.sign(Self.claims(), into: &out)
        #expect(
            out.copyBytes().text.split(separator: ".")[0].description.base64URLDecoded?.text.contains(
                "Ed25519") == true)
        #expect(try verify(out.copyBytes().text).place == 4_711)
    }

    @Test("time has no leeway: good until the last millisecond before exp, not from it on")
    func expiry() throws {
        let token = try sign()
        #expect(throws: Never.self) { try verify(token, at: 1_700_000_059_999) }
        #expect(throws: TokenError.expired) { try verify(token, at: 1_700_000_060_000) }
        #expect(throws: TokenError.expired) { try verify(token, at: .max) }
        #expect(throws: TokenError.notYetValid) { try verify(token, at: 1_699_999_999_000) }
        #expect(throws: TokenError.notYetValid) { try verify(token, at: .min) }
        // The same second on another gateway that is some milliseconds behind.
        #expect(throws: Never.self) { try verify(token, at: 1_699_999_999_990) }
    }

    @Test(
        "a payload that breaks one rule is refused for just that",
        arguments: [
            (#""iss":"https://gate.example""#, #""iss":"https://other.example""#, TokenError.wrongIssuer),
            (#""iss":"https://gate.example""#, #""iss":"https://gate.examplf""#, .wrongIssuer),
            (#""iss":"https://gate.example","#, "", .malformed),
            (#""aud":"https://site.example""#, #""aud":"https://other.example""#, .wrongAudience),
            (#""aud":"https://site.example""#, #""aud":"https://sitf.example""#, .wrongAudience),
            (#""aud":"https://site.example""#, #""aud":["https://site.example"]"#, .malformed),
            (#""aud":"https://site.example","#, "", .malformed),
            (#""exp":1700000060"#, #""exp":1700000000"#, .expired),
            (#""exp":1700000060"#, #""exp":1700000061"#, .lifeTooLong),
            (#""exp":1700000060"#, #""exp":"1700000060""#, .malformed),
            (#""exp":1700000060"#, #""exp":1700000060.0"#, .malformed),
            (#""exp":1700000060"#, #""exp":1.7e9"#, .malformed),
            (#""exp":1700000060"#, #""exp":-1700000060"#, .malformed),
            (#""exp":1700000060"#, #""exp":01700000060"#, .malformed),
            (#""exp":1700000060"#, #""exp":999999999999999999"#, .malformed),
            (#""exp":1700000060"#, #""exp":99999999999999999999999"#, .malformed),
            (#""exp":1700000060,"#, "", .malformed),
            (#""exp":1700000060,"#, #""exp":1700000060,"exp":1700000060,"#, .malformed),
            (#""exp":1700000060,"#, #""exp":1700000060,"\u0065xp":1700000060,"#, .malformed),
            (#""iat":1700000000"#, #""iat":1700000002"#, .notYetValid),
            (#""iat":1700000000,"#, "", .malformed),
            (#""iat":1700000000"#, #""iat":1700000000,"nbf":1700000001"#, .notYetValid),
            (#""iat":1700000000"#, #""iat":1700000000,"nbf":"x""#, .malformed),
            (#""room":"demo""#, #""room":"Demo""#, .malformed),
            (#""room":"demo""#, #""room":"""#, .malformed),
            (#""room":"demo""#, #""room":"abcdefghijklmnopqrstuvwxyz0123456""#, .malformed),
            (#""room":"demo","#, "", .malformed),
            (#""sub":"anonymous""#, #""sub":"""#, .malformed),
            (#""sub":"anonymous","#, "", .malformed),
            (#""seq":4711"#, #""seq":"4711""#, .malformed),
            (#""seq":4711,"#, "", .malformed),
            (#""sid":"AAAAAAAAAAEAAAAAAAAAAg""#, #""sid":"AAAAAAAAAAEAAAAAAAAAAh""#, .malformed),
            (#""sid":"AAAAAAAAAAEAAAAAAAAAAg","#, "", .malformed),
            (#""epoch":3"#, #""epoch":4294967296"#, .malformed),
            (#""epoch":3,"#, "", .malformed),
            (#""gen":1700000000,"#, "", .malformed),
            (#","max":1700000900"#, "", .malformed),
            (#"1700000900}"#, #"1700000900"#, .malformed),
            (#"1700000900}"#, #"1700000900}}"#, .malformed),
            (#"1700000900}"#, #"1700000900} {}"#, .malformed),
            (#"1700000900}"#, #"1700000900,}"#, .malformed),
        ])
    func brokenPayload(good: String, bad: String, error: TokenError) throws {
        #expect(payload.contains(good))
        let token = try forge(payload: payload.replacing(good, with: bad))
        #expect(throws: error) { try verify(token) }
    }

    @Test("claims that nobody knows are passed over, and white space may stand between")
    func unknownClaims() throws {
        let more = #","x":{"a":[1,-2.5e3,null,true,false,"\u00e9\n"],"b":{}} , "z" : [ ] }"#
        let token = try forge(payload: " " + payload.dropLast() + more + "\n")
        #expect(try verify(token).place == 4_711)
    }

    @Test(
        "a header that breaks one rule is refused for just that",
        arguments: [
            (#""alg":"EdDSA""#, #""alg":"none""#, TokenError.wrongAlgorithm),
            (#""alg":"EdDSA""#, #""alg":"HS256""#, .wrongAlgorithm),
            (#""alg":"EdDSA""#, #""alg":"ES256""#, .wrongAlgorithm),
            (#""alg":"EdDSA""#, #""alg":"eddsa""#, .wrongAlgorithm),
            (#""alg":"EdDSA","#, "", .wrongAlgorithm),
            (#""alg":"EdDSA""#, #""alg":7"#, .malformed),
            (#""alg":"EdDSA""#, #""alg":"EdDSA","alg":"EdDSA""#, .malformed),
            (#""typ":"admission+jwt""#, #""typ":"JWT""#, .wrongType),
            (#""typ":"admission+jwt""#, #""typ":"at+jwt""#, .wrongType),
            (#""typ":"admission+jwt","#, "", .wrongType),
            (#""typ":"#, #""crit":["exp"],"typ":"#, .headerParameter),
            (#""typ":"#, #""jku":"https://evil.example/jwks","typ":"#, .headerParameter),
            (#""typ":"#, #""x5u":"https://evil.example/cert","typ":"#, .headerParameter),
            (#""typ":"#, #""jwk":{"kty":"OKP"},"typ":"#, .headerParameter),
            (#""typ":"#, #""b64":false,"typ":"#, .headerParameter),
            (#""kid":""#, #""kid":"A"#, .unknownKey),
            (#""}"#, #""}{"#, .malformed),
            ("{", "[", .malformed),
        ])
    func brokenHeader(good: String, bad: String, error: TokenError) throws {
        #expect(header.contains(good))
        let token = try forge(header: header.replacing(good, with: bad, maxReplacements: 1))
        #expect(throws: error) { try verify(token) }
    }

    @Test("a token without kid, with a foreign key, or with the signature of another is refused")
    func keys() throws {
        #expect(throws: TokenError.unknownKey) {
            try verify(try forge(header: #"{"alg":"EdDSA","typ":"admission+jwt"}"#))
        }
        let other = AdmissionVerifier(
            keys: try KeyRing.seeded(2).verificationKeys(), issuer: "https://gate.example",
            audience: "https://site.example")
        let token = try sign()
        #expect(throws: TokenError.unknownKey) { try other.verify(token.bytes.span.bytes, now: Self.now) }
        // The right name with another key behind it.
        let posing = AdmissionVerifier(
            keys: [
                VerificationKey(
                    try KeyRing.seeded(2).verificationKeys()[0].key, id: try ring.verificationKeys()[0].id)
            ], issuer: "https://gate.example", audience: "https://site.example")
        #expect(throws: TokenError.badSignature) { try posing.verify(token.bytes.span.bytes, now: Self.now) }
    }

    @Test("no byte of a token can be changed, cut off or added")
    func tampering() throws {
        let token = try sign().bytes
        for index in token.indices {
            for bit in [0, 1, 5, 7] as [UInt8] {
                var changed = token
                changed[index] ^= 1 << bit
                #expect(throws: TokenError.self) { try verify(changed.text) }
            }
        }
        for count in stride(from: 0, to: token.count, by: 7) {
            #expect(throws: TokenError.self) { try verify(Array(token.prefix(count)).text) }
            #expect(throws: TokenError.self) { try verify(Array(token.suffix(count)).text) }
        }
        for extra in [".", "A", "=", " ", ".AA", "\0"] {
            #expect(throws: TokenError.self) { try verify(token.text + extra) }
            #expect(throws: TokenError.self) { try verify(extra + token.text) }
        }
    }

    @Test("what is not a token at all is refused by its form or size")
    func nonsense() throws {
        for text in ["", ".", "..", "...", "a.b.c", "AAAA.AAAA", "e30.e30.", "!!!!.AAAA.AAAA"] {
            #expect(throws: TokenError.self) { try verify(text) }
        }
        let long = String(repeating: "A", count: 1025)
        #expect(throws: TokenError.tooLarge) { try verify(long) }
        let deep = String(repeating: "[", count: 300) + String(repeating: "]", count: 300)
        let nested = try forge(payload: #"{"x":\#(deep.prefix(40))\#(deep.suffix(40))}"#)
        #expect(throws: TokenError.malformed) { try verify(nested) }
        var random = SeededRandom(seed: 11)
        for _ in 0..<2000 {
            let bytes = random.bytes(Int(random.next() % 300))
            #expect(throws: TokenError.self) { try verifier.verify(bytes.span.bytes, now: Self.now) }
        }
    }

    @Test("the signer refuses what a token cannot carry")
    func unwritable() throws {
        for (issuer, audience) in [
            ("", "a"), ("a", ""), ("a\"", "b"), ("a", "b\\"), ("å", "b"), ("a\n", "b"),
        ] {
            #expect(throws: KeyError.unusableName) {
                try AdmissionSigner(ring, issuer: issuer, audience: audience)
            }
        }
        let long = String(repeating: "a", count: 100)
        #expect(throws: KeyError.unusableName) { try AdmissionSigner(ring, issuer: long, audience: long) }
        let changes: [(inout AdmissionClaims) -> Void] = [
            { $0.room = "Not A Room" }, { $0.room = "" }, { $0.subject = "" }, { $0.subject = "\"" },
            { $0.subject = long }, { $0.place = -1 }, { $0.issuedAt = -1 }, { $0.gen = .max },
        ]
        for change in changes {
            var claims = Self.claims()
            change(&claims)
            #expect(throws: KeyError.unusableName) { try sign(claims) }
        }
    }

    @Test("the longest token that the signer makes is one that the verifier takes")
    func longest() throws {
        let issuer = String(repeating: "i", count: 96)
        let audience = String(repeating: "a", count: 96)
        let signer = try AdmissionSigner(ring, issuer: issuer, audience: audience, algorithm: .ed25519)
        var claims = Self.claims()
        claims.room = String(repeating: "r", count: 32)
        claims.subject = String(repeating: "s", count: 64)
        claims.place = 999_999_999_999_999
        claims.epoch = .max
        claims.gen = 999_999_999_999_999
        var out = ByteBuffer()
        try signer.sign(claims, into: &out)
        let verifier = AdmissionVerifier(
            keys: try ring.verificationKeys(), issuer: issuer, audience: audience)
        let token = out.copyBytes()
        #expect(try verifier.verify(token.span.bytes, now: Self.now).place == claims.place)
    }

    @Test("during a rotation the old key signs until the turn, and all verifiers know both")
    func rotation() throws {
        var random = SeededRandom(seed: 4)
        var turned = ring
        try turned.rotateAdmissions(now: Self.now, reload: .seconds(10), random: &random)
        let turn = turned.admissions[1].signFrom
        let keys = try turned.verificationKeys()
        let signer = try AdmissionSigner(turned, issuer: "i", audience: "a")
        let verifier = AdmissionVerifier(keys: keys, issuer: "i", audience: "a")
        for (time, key) in [(turn - 1, keys[0]), (turn, keys[1])] {
            var out = ByteBuffer()
            try signer.sign(Self.claims(issuedAt: time), into: &out)
            let token = out.copyBytes()
            #expect(try verifier.verify(token.span.bytes, now: time).place == 4_711)
            let alone = AdmissionVerifier(keys: [key], issuer: "i", audience: "a")
            #expect(throws: Never.self) { try alone.verify(token.span.bytes, now: time) }
        }
    }
}
