@testable import Postgres
import TestKit
import Testing

@Suite("UUIDs, times and numbers as text") struct PostgresTextTests {
    @Test("a UUID reads and prints, and nothing else is one") func uuid() {
        let text = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
        #expect(PostgresUUID(text)?.description == text)
        #expect(PostgresUUID(text.uppercased())?.description == text)
        let wrong = [
            "", "6ba7b810", text + "0", String(text.dropLast()), text.replacing("-", with: "0"),
            text.replacing("6", with: "g"), "{\(text)}", " " + text.dropFirst(),
            "6ba7b8109dad-11d1-80b4-00c04fd430c8-",
        ]
        for text in wrong { #expect(PostgresUUID(text) == nil, "\(text)") }
        #expect(PostgresUUID(PostgresUUID(text)?.bytes ?? []) == PostgresUUID(text))
    }

    @Test("random UUIDs differ, carry version 4 and the variant, and print back") func random() {
        var random = SeededRandom(seed: 7)
        var seen: Set<PostgresUUID> = []
        for _ in 0..<1000 {
            let uuid = PostgresUUID.random(using: &random)
            let text = Array(uuid.description)
            #expect(text[14] == "4" && "89ab".contains(text[19]))
            #expect(PostgresUUID(uuid.description) == uuid)
            seen.insert(uuid)
        }
        #expect(seen.count == 1000)
    }

    @Test("a UUID by name is that of RFC 9562's example") func named() {
        let dns = PostgresUUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8") ?? PostgresUUID(high: 0, low: 0)
        #expect(uuid5(dns, "www.example.com").description == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
        #expect(uuid5(dns, "www.example.org") != uuid5(dns, "www.example.com"))
    }

    @Test("days print as the Gregorian calendar has them") func days() {
        let known: [(Int64, String)] = [
            (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
            (-719_162, "0001-01-01"), (-719_163, "0001-12-31 BC"), (20_778, "2026-11-21"),
            (2_932_896, "9999-12-31"),
        ]
        for (day, text) in known { #expect(TimestampText.date(daysSince1970: day) == text) }
    }

    @Test("an error says who is at its root, and when a retry helps") func advice() {
        let conflict = PostgresError(sqlState: "23P01", message: "", constraint: "seat_taken")
        #expect(conflict.source == .server && conflict.retry == .never)
        for state in [SQLState.serializationFailure, .deadlockDetected] {
            #expect(PostgresError(sqlState: state, message: "").retry == .now)
        }
        for state in [SQLState.lockNotAvailable, .queryCanceled, "57P01", "53300", "08006"] {
            #expect(PostgresError(sqlState: state, message: "").retry == .later, "\(state)")
        }
        #expect(
            PostgresError(.notConnected).source == .network && PostgresError(.notConnected).retry == .later)
        #expect(PostgresError(.cancelled).source == .client && PostgresError(.cancelled).retry == .never)
    }

    @Test("neither a description nor a dump shows a password or a value") func secrets() {
        var error = PostgresError(
            sqlState: .uniqueViolation, message: "duplicate key", detail: "Key (phone)=(01700000000)")
        error.statement = 2
        #expect(!error.description.contains("01700000000"))
        #expect(error.description.contains("23505") && error.description.contains("statement 2"))
        let configuration = PostgresConfiguration(
            server: .tcp(host: "h", port: 1), password: PostgresPassword("geheim"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!"\(configuration)\(dumped)".contains("geheim"))
    }
}
