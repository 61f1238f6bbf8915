import Contracts
import EventLoop
import Events
import Glibc
import Postgres
import ServiceKit
import ServiceTestKit
import Settings
import Synchronization
import Telemetry
import TestKit

@testable import Identity

/// An identity service on a database of its own, with cheap passwords and the demonstration's codes.
final class IdentityUnderTest: Sendable {
    /// A request that was not answered as the test needs it.
    struct Unexpected: Error {
        let status: Int
        let body: String
    }

    let server: PrivatePostgres
    let database: String
    let folder: String
    let settings: SluiceSettings
    private let running = Mutex<ServiceUnderTest?>(nil)
    private static let numbers = Atomic(0)

    /// Starts one.
    init(change: (inout IdentityConfiguration) -> Void = { _ in }) async throws {
        let server = try PrivatePostgres.shared()
        self.server = server
        database = try await server.database(like: "identity") { name in
            try await Self.migrate(server, name)
        }
        var template = Array("/tmp/sluice-identity-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Unexpected(status: 0, body: "mkdtemp") }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var services = ServicesConfiguration(data: folder)
        services.identity.frame = ServiceFrame(port: 0, opsPort: 0)
        services.identity.isDemo = true
        services.identity.passwordMemory = 1 << 20
        change(&services.identity)
        var settings = SluiceSettings(data: folder, services: services)
        settings.keys = folder + "/keys"
        settings.gateway.drainDelay = .zero
        settings.postgres = PostgresAddress(server: .folder(server.folder), database: database)
        self.settings = settings
        try start()
    }

    deinit {
        stop()
        Self.remove(folder)
    }

    static func migrate(_ server: PrivatePostgres, _ database: String) async throws {
        try await withLoop { loop in
            let pool = PostgresPool(
                PostgresConfiguration(server: .unix(folder: server.folder), database: database), on: loop)
            pool.connect()
            defer { pool.close() }
            _ = try await Migrations.apply(
                Migrations.roles + EventMigrations.all + IdentityMigrations.all, on: pool)
        }
    }

    // MARK: Its life

    func start() throws {
        let log = EventLog(role: "identity", sink: TestLog(), threshold: .error, linesPerSecond: 1000)
        let (plan, house) = try IdentityRole.plan(settings, log: log)
        _ = house
        let service = try ServiceUnderTest(plan)
        running.withLock { $0 = service }
        for _ in 0..<1000 where !service.isReady { usleep(10_000) }
        if !service.isReady { throw Unexpected(status: 503, body: service.log.lines.joined()) }
    }

    func stop() {
        running.withLock { $0 = nil }
    }

    var service: ServiceUnderTest {
        get throws {
            guard let service = running.withLock({ $0 }) else { throw Unexpected(status: 0, body: "stopped") }
            return service
        }
    }

    /// A contact that no other test has.
    func freshPhone() -> String {
        let number = Self.numbers.wrappingAdd(1, ordering: .relaxed).newValue
        return "+88018\(String(10_000_000 + number))"
    }

    // MARK: Requests

    /// Sends JSON and reads the answer.
    func send(
        _ method: String, _ path: String, _ body: String? = nil, token: String? = nil, key: String? = nil,
        fields: [String] = []
    ) throws -> RawResponse {
        try service.send(
            method, path, fields: Self.fields(body, token, key) + fields, body: body)
    }

    /// Sends the same request several times at once, each over a connection of its own.
    func sendAtOnce(
        _ count: Int, _ method: String, _ path: String, _ body: String, token: String? = nil,
        key: String? = nil
    ) throws -> [RawResponse] {
        let port = try service.port
        let clients = try (0..<count).map { _ in try RawClient(port: port) }
        let text = ServiceUnderTest.request(method, path, Self.fields(body, token, key), body)
        for client in clients { try client.send(text) }
        return try clients.map { try $0.response() }
    }

    private static func fields(_ body: String?, _ token: String?, _ key: String?) -> [String] {
        var fields: [String] = []
        if body != nil { fields.append("Content-Type: application/json") }
        if let token { fields.append("Authorization: Bearer \(token)") }
        if let key { fields.append("Idempotency-Key: \(key)") }
        return fields
    }

    /// The model of an answer with this status.
    func model<Value: Decodable>(
        _ response: RawResponse, status: Int = 200
    ) throws -> Value {
        guard response.status == status else {
            throw Unexpected(status: response.status, body: response.text)
        }
        return try WireJSON.decode(Value.self, from: response.body)
    }

    /// The last code to a contact.
    func code(to contact: String) throws -> String? {
        let escaped = contact.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
        let answer = try service.ops("/v1/demo/otp?to=\(escaped)")
        guard answer.status == 200 else { return nil }
        return try WireJSON.decode([String: String].self, from: answer.body)["code"]
    }

    /// Registers somebody and shows their code.
    func register(_ phone: String, password: String = "tiger lily 42") throws -> LoginModel {
        let registration: RegistrationModel = try model(
            send(
                "POST", "/api/accounts", #"{"phone":"\#(phone)","password":"\#(password)","name":"Rahim"}"#,
                key: "register-\(phone)"), status: 201)
        guard let code = try code(to: phone) else { throw Unexpected(status: 404, body: "no code") }
        return try model(
            send("POST", "/api/otp/verify", #"{"id":"\#(registration.code.id)","code":"\#(code)"}"#))
    }

    /// Logs in by password.
    func logIn(_ phone: String, password: String = "tiger lily 42") throws -> RawResponse {
        try send("POST", "/api/sessions", #"{"phone":"\#(phone)","password":"\#(password)"}"#)
    }

    /// The problem's code of a refusal.
    func problem(_ response: RawResponse) -> String {
        struct Problem: Decodable { var code: String }
        return (try? WireJSON.decode(Problem.self, from: response.body))?.code ?? "\(response.status)"
    }

    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
            closedir(folder)
        }
        Glibc.remove(path)
    }
}
