import Bytes
import Glibc
package import Settings
import TestKit
import Tokens

/// Keys of a test's own, for admissions and for users, with their public halves in a folder of its own.
///
/// What it signs is what a service under test verifies.
package final class TestTrust: Sendable {
    /// What a test's file system would not do.
    package struct Failure: Error {}

    /// The folder; it goes away with this object.
    package let folder: String
    private let admissions: AdmissionSigner
    private let users: UserTokenSigner

    /// Makes the keys and writes both JWK sets.
    package init() throws {
        var template = Array("/tmp/sluice-trust-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure() }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var random = SeededRandom(seed: UInt64.random(in: .min ... .max))
        let gateway = KeyRing(now: 0, random: &random)
        let identity = KeyRing(now: 0, random: &random)
        admissions = try AdmissionSigner(gateway, issuer: "sluice", audience: "site")
        users = try UserTokenSigner(identity)
        try Self.write(gateway.verificationKeys(), to: "\(folder)/admission.jwks.json")
        try Self.write(identity.verificationKeys(), to: "\(folder)/identity.jwks.json")
    }

    deinit {
        unlink("\(folder)/admission.jwks.json")
        unlink("\(folder)/identity.jwks.json")
        rmdir(folder)
    }

    /// Settings whose services listen on ports of the kernel's choice and trust these keys.
    ///
    /// `redis` is a socket's path, `postgres` a socket's folder with a database of that server.
    package func settings(redis: String? = nil, postgres: (folder: String, database: String)? = nil)
        -> SluiceSettings
    {
        var services = ServicesConfiguration(data: folder)
        services.admissionKeys = "\(folder)/admission.jwks.json"
        services.userKeys = "\(folder)/identity.jwks.json"
        let frame = ServiceFrame(port: 0, opsPort: 0)
        services.site.frame = frame
        services.identity.frame = frame
        services.booking.frame = frame
        services.payment.frame = frame
        services.ticket.frame = frame
        var settings = SluiceSettings(data: folder, services: services)
        settings.gateway.drainDelay = .zero
        if let redis { settings.redis = RedisAddress(server: .unix(path: redis)) }
        if let postgres {
            settings.postgres = PostgresAddress(
                server: .folder(postgres.folder), database: postgres.database)
        }
        return settings
    }

    /// An admission token that is good for a minute, of the session with this number.
    ///
    /// `age` makes it older than it is.
    package func admission(session: UInt64 = 1, room: String = "demo", age: Duration = .zero) -> String {
        var random = SeededRandom(seed: session)
        let now = Self.now - age.components.seconds * 1000
        let claims = AdmissionClaims(
            room: room, subject: "visitor", session: SessionID(high: 0, low: session), place: 1, epoch: 1,
            gen: 1, issuedAt: now, expiresAt: now + 60_000, endsAt: now + 900_000, random: &random)
        var token = ByteBuffer()
        try? admissions.sign(claims, into: &token)
        return token.withReadable { $0.copyString() }
    }

    /// The session id that such a token carries.
    package func sessionID(_ session: UInt64 = 1) -> String { "\(SessionID(high: 0, low: session))" }

    /// A user token that is good for a minute.
    package func user(
        _ account: String = "11111111-1111-4111-8111-111111111111", roles: [String] = ["passenger"],
        age: Duration = .zero
    ) -> String {
        var random = SeededRandom(seed: 1)
        let now = Self.now - age.components.seconds * 1000
        let claims = UserClaims(
            account: account, session: "s", roles: roles, issuedAt: now, expiresAt: now + 60_000,
            random: &random)
        var token = ByteBuffer()
        try? users.sign(claims, into: &token)
        return token.withReadable { $0.copyString() }
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000
    }

    private static func write(_ keys: [VerificationKey], to path: String) throws {
        var text = ByteBuffer()
        JSONWebKeySet.append(keys, to: &text)
        guard let file = fopen(path, "w") else { throw Failure() }
        defer { fclose(file) }
        let bytes = text.copyBytes()
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
    }
}
