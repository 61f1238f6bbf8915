import Events
import Foundation
import Postgres
import Redis
import ServiceTestKit
import Settings
import TestKit
import Testing

@testable import Booking

/// The booking service over the small timetable of the tests, with stores of its own.
final class CatalogueHouse {
    let trust: TestTrust
    let redis: PrivateRedis
    let database: String
    let service: ServiceUnderTest
    private let tag: String

    /// With `hasTimetable` false nothing was brought into the database yet.
    init(days: Int = 2, hasTimetable: Bool = true) async throws {
        trust = try TestTrust()
        redis = try PrivateRedis()
        let server = try PrivatePostgres.shared()
        database = try await server.database(like: hasTimetable ? "catalogue" : "no_catalogue") { name in
            try await Self.onPool(name) { pool in
                _ = try await Migrations.apply(
                    Migrations.roles + EventMigrations.all + BookingMigrations.all
                        + CatalogueMigrations.all, on: pool)
                guard hasTimetable else { return }
                let timetable = try TimetableTests.read(SampleFeed.small)
                _ = try await TimetableImport.run(timetable, digest: "small", days: 0, on: pool)
            }
        }
        var settings = trust.settings(
            redis: redis.socketPath, postgres: (folder: server.folder, database: database))
        settings.services?.booking.saleDays = days
        service = try ServiceUnderTest(BookingRole.plan(settings))
        tag = trust.admission()
    }

    /// Runs a function with a pool of the database's owner.
    static func onPool<Value: Sendable>(
        _ database: String, _ body: @escaping @Sendable (PostgresPool) async throws -> Value
    ) async throws -> Value {
        let folder = try PrivatePostgres.shared().folder
        return try await withLoop { loop in
            let pool = PostgresPool(
                PostgresConfiguration(server: .unix(folder: folder), database: database), on: loop)
            pool.connect()
            defer { pool.close() }
            return try await body(pool)
        }
    }

    /// Runs a statement as the superuser and answers its first line.
    @discardableResult
    func sql(_ text: String) throws -> String {
        let output = try PrivatePostgres.shared().command(text, in: database)
        return String(output.split(separator: "\n").first ?? "")
    }

    /// Asks as an admitted visitor.
    func get(_ path: String, fields: [String] = []) throws -> RawResponse {
        try service.send("GET", path, fields: ["X-Sluice-Admission: \(tag)"] + fields)
    }

    /// Asks again until something is so, for ten seconds at most.
    func settle(_ isSo: () throws -> Bool) throws -> Bool {
        let end = Date().addingTimeInterval(10)
        while Date() < end {
            if try isSo() { return true }
            usleep(20_000)
        }
        return false
    }

    /// Waits until so many trips are on sale.
    func waitForTrips(_ count: Int) throws {
        let isThere = try settle {
            try self.sql("SELECT count(*) FROM booking.trip") == "\(count)" && self.service.isReady
        }
        try #require(isThere)
    }

    /// The day so many days from today, on the railway's clocks.
    func day(_ ahead: Int) throws -> String {
        try sql("SELECT ((now() AT TIME ZONE 'Asia/Dhaka')::date + \(ahead))::text")
    }
}
