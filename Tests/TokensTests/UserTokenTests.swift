import Bytes
import Foundation
import TestKit
import Testing

@testable import Tokens

@Suite("User tokens")
struct UserTokenTests {
    private static let now: Int64 = 1_700_000_000_500
    private static let account = "0f0e0d0c-1111-4222-8333-444455556666"
    private let ring = KeyRing.seeded(3)
    private let signer: UserTokenSigner
    private let verifier: UserTokenVerifier

    init() throws {
        signer = try UserTokenSigner(ring)
        verifier = UserTokenVerifier(keys: try ring.verificationKeys())
    }

    private static func claims(
        account: String = account, session: String = "s-1", roles: [String] = ["passenger", "inspector"],
        life: Int64 = 900_000
    ) -> UserClaims {
        var random = SeededRandom(seed: 9)
        return UserClaims(
            account: account, session: session, roles: roles, issuedAt: now, expiresAt: now + life,
            random: &random)
    }

    private func sign(_ claims: UserClaims = claims()) throws -> String {
        var out = ByteBuffer()
        try signer.sign(claims, into: &out)
        return out.copyBytes().text
    }

    private func verify(_ token: String, at now: Int64 = now) throws(TokenError) -> UserClaims {
        try verifier.verify(token.bytes.span.bytes, now: now)
    }

    /// A token with any header and payload, truly signed by the ring's key.
    private func forge(header: String? = nil, _ change: (String) -> String = { $0 }) throws -> String {
        let parts = try sign().split(separator: ".").map { (String($0).base64URLDecoded ?? []).text }
        let key = try ring.admissions[0].seed.withBytes { seed throws(KeyError) in
            try Ed25519PrivateKey(seed: seed)
        }
        let message = (header ?? parts[0]).bytes.base64URL + "." + change(parts[1]).bytes.base64URL
        var signature = ByteBuffer()
        try key.sign(message.bytes.span.bytes, into: &signature)
        return message + "." + signature.copyBytes().base64URL
    }

    @Test("say who somebody is, for whole seconds, and for an hour at most")
    func roundTrip() throws {
        let claims = try verify(try sign())
        #expect(claims.account == Self.account)
        #expect(claims.session == "s-1")
        #expect(claims.roles == ["passenger", "inspector"])
        #expect(claims.expiresAt == (Self.now + 900_000) / 1000 * 1000)
        let long = try verify(try sign(Self.claims(life: 1 << 40)))
        #expect(long.expiresAt - long.issuedAt == 3_600_000)
        #expect(try verify(try sign(Self.claims(roles: []))).roles == [])
    }

    @Test("are over when they are over, to the second")
    func expiry() throws {
        let token = try sign(Self.claims(life: 10_000))
        #expect(throws: Never.self) { try verify(token, at: Self.now + 9_499) }
        #expect(throws: TokenError.expired) { try verify(token, at: Self.now + 9_500) }
        #expect(throws: TokenError.notYetValid) { try verify(token, at: Self.now - 2_000) }
    }

    @Test(
        "cannot carry what could end a string or a role",
        arguments: [
            claims(account: "me"), claims(account: account.uppercased()), claims(session: ""),
            claims(session: "a\"b"), claims(session: String(repeating: "s", count: 65)),
            claims(roles: ["Admin"]), claims(roles: ["a b"]), claims(roles: [""]),
            claims(roles: Array(repeating: "r", count: 9)),
        ])
    func unsound(claims: UserClaims) {
        #expect(throws: KeyError.unusableName) { try sign(claims) }
    }

    @Test(
        "with a payload that breaks one rule are refused for just that",
        arguments: [
            (#""iss":"identity""#, #""iss":"sluice""#, TokenError.wrongIssuer),
            (#""aud":"sluice-api""#, #""aud":"site""#, .wrongAudience),
            (#""roles":["#, #""roles":"x","r":["#, .malformed),
            (#""roles":["passenger""#, #""roles":["Root""#, .malformed),
            (#""roles":["passenger""#, #""roles":[7"#, .malformed),
            (account, "0f0e0d0c-1111-4222-8333-44445555666g", .malformed),
            (#""sid":"s-1""#, #""sod":"s-1""#, .malformed),
            (#""exp":1700000900"#, #""exp":1700000000"#, .expired),
            (#""exp":1700000900"#, #""exp":1700003601"#, .lifeTooLong),
            (#""exp":1700000900"#, #""exp":9999999999999999"#, .malformed),
            (#""iat":1700000000"#, #""iat":1700000000,"nbf":1700000002"#, .notYetValid),
            (#""iat":1700000000"#, #""iat":1700000000,"iat":1700000000"#, .malformed),
        ] as [(String, String, TokenError)])
    func broken(good: String, bad: String, error: TokenError) throws {
        let token = try forge { payload in
            let parts = payload.components(separatedBy: good)
            #expect(parts.count == 2, "the sample has \(good)")
            return parts.joined(separator: bad)
        }
        #expect(throws: error) { try verify(token) }
    }

    @Test("are no admission tokens, and those are no user tokens, even of the same key")
    func kinds() throws {
        let gateway = try AdmissionSigner(ring, issuer: "identity", audience: "sluice-api")
        var admission = ByteBuffer()
        try gateway.sign(AdmissionTokenTests.claims(), into: &admission)
        let text = admission.copyBytes().text
        #expect(throws: TokenError.wrongType) { try verify(text) }
        let admissions = AdmissionVerifier(
            keys: try ring.verificationKeys(), issuer: "identity", audience: "sluice-api")
        let token = try sign()
        #expect(throws: TokenError.wrongType) {
            try admissions.verify(token.bytes.span.bytes, now: Self.now)
        }
    }

    @Test("of another key, or with a header that says more, are refused")
    func headers() throws {
        let other = UserTokenVerifier(keys: try KeyRing.seeded(4).verificationKeys())
        let token = try sign()
        #expect(throws: TokenError.unknownKey) { try other.verify(token.bytes.span.bytes, now: Self.now) }
        let none = try forge(header: #"{"alg":"none","typ":"at+jwt","kid":"x"}"#)
        #expect(throws: TokenError.wrongAlgorithm) { try verify(none) }
        let jku = try forge(header: #"{"alg":"EdDSA","typ":"at+jwt","kid":"x","jku":"http://evil"}"#)
        #expect(throws: TokenError.headerParameter) { try verify(jku) }
        #expect(throws: TokenError.badSignature) {
            try verify(String(token.dropLast(4)) + "AAAA")
        }
    }
}
