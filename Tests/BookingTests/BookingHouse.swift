import Booking
import Foundation
import Postgres
import ServiceTestKit
import TestKit
import Testing

/// The booking service as it runs, over stores of its own, and a passenger who talks to it.
final class BookingHouse {
    let trust: TestTrust
    let service: ServiceUnderTest
    private let database: String
    private let server: RedisProcess

    init() async throws {
        trust = try TestTrust()
        server = try RedisProcess()
        let shared = try PrivatePostgres.shared()
        database = try await BookingBench.database(on: shared)
        let postgres = (folder: shared.folder, database: database)
        service = try ServiceUnderTest(
            BookingRole.plan(trust.settings(redis: server.socketPath, postgres: postgres)))
    }

    /// Another process of the service over the same stores, which remembers no trip yet.
    func anew() throws -> ServiceUnderTest {
        let postgres = (folder: try PrivatePostgres.shared().folder, database: database)
        return try ServiceUnderTest(
            BookingRole.plan(trust.settings(redis: server.socketPath, postgres: postgres)))
    }

    /// Runs a statement as the owner of the database.
    @discardableResult
    func sql(_ text: String) throws -> String {
        try PrivatePostgres.shared().command(text, in: database)
            .split(separator: "\n").joined(separator: "\n")
    }

    /// A request of a visitor: with the tokens of a session and an account, and a key for writes.
    func request(
        _ method: String, _ path: String, json: String? = nil, key: String? = nil, session: UInt64 = 1,
        account: String = BookingHouse.rahim
    ) -> String {
        var fields = [
            "X-Sluice-Admission: \(trust.admission(session: session))",
            "Authorization: Bearer \(trust.user(account))",
        ]
        if let key { fields.append("Idempotency-Key: \(key)") }
        if json != nil { fields.append("Content-Type: application/json") }
        return ServiceUnderTest.request(method, path, fields, json)
    }

    /// Asks once over a connection of its own.
    func ask(
        _ method: String, _ path: String, json: String? = nil, key: String? = nil, session: UInt64 = 1,
        account: String = BookingHouse.rahim
    ) throws -> RawResponse {
        let client = try RawClient(port: service.port)
        try client.send(
            request(method, path, json: json, key: key, session: session, account: account))
        return try client.response()
    }

    /// Sends the same request so many times at once, each over its own connection.
    func askAtOnce(
        _ count: Int, _ method: String, _ path: String, json: String? = nil, key: String
    ) throws -> [RawResponse] {
        let text = request(method, path, json: json, key: key)
        let clients = try (0..<count).map { _ in try RawClient(port: service.port) }
        for client in clients { try client.send(text) }
        return try clients.map { try $0.response() }
    }

    /// Asks for something until its status is this, for ten seconds at most.
    func wait(for path: String, status: String) throws -> [String: Any] {
        let end = Date().addingTimeInterval(10)
        while true {
            let object = try Self.object(ask("GET", path))
            if object["status"] as? String == status { return object }
            try #require(Date() < end, "\(object)")
        }
    }

    /// The members of a JSON object.
    static func object(_ response: RawResponse) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any], "\(response)")
    }

    /// The body of a hold.
    static func hold(_ seats: [String], from: String = "s0", to: String = "s10", trip: String = "T-1")
        -> String
    {
        let labels = seats.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"trip":"\#(trip)","from":"\#(from)","to":"\#(to)","seats":[\#(labels)]}"#
    }

    /// The body of an order.
    static func order(_ hold: String, _ seats: [String]) -> String {
        let passengers = seats.map { #"{"seat":"\#($0)","name":"Rahim Uddin","document":"NID 1"}"# }
            .joined(separator: ",")
        let contact = #"{"phone":"+8801711000000","language":"bn"}"#
        return #"{"hold":"\#(hold)","passengers":[\#(passengers)],"contact":\#(contact)}"#
    }

    static let rahim = "11111111-1111-4111-8111-111111111111"
    static let karim = "22222222-2222-4222-8222-222222222222"
}
