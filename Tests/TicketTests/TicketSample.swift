import Contracts
import Bytes
import Postgres
import TestKit
import Testing

import Tokens

@testable import Ticket

/// Facts, passes and keys for the tests of tickets.
enum TicketSample {
    /// 24 March 2026, 08:00 on the railway's clock.
    static let departure = Timestamp(milliseconds: 1_774_317_600_000)

    static func key(_ seed: UInt8 = 7) throws -> Ed25519PrivateKey {
        let bytes = [UInt8](repeating: seed, count: 32)
        return try Ed25519PrivateKey(seed: bytes.span.bytes)
    }

    static func verifier(_ keys: Ed25519PrivateKey...) -> PassVerifier {
        PassVerifier(keys: keys.map { VerificationKey($0.publicKey) })
    }

    static func pass(seat: String = "KA-14") throws -> TicketPass {
        let ticket = PostgresUUID(high: 0x0123_4567_89AB_5DEF, low: 0x8123_4567_89AB_CDEF)
        return try TicketPass(
            ticket: ticket, train: "701", date: #require(CivilDate("2026-03-24")), fromStop: 0, toStop: 5,
            seat: seat, seatClass: "S_CHAIR", validFrom: 1_774_000_000, validUntil: 1_774_500_000,
            passenger: TicketPass.passengerDigest(ticket: ticket, name: "Rahima Khatun", document: "19901234")
        )
    }

    static func facts(
        language: Language = .bangla, passenger: String = "রাহিমা খাতুন (Rahima Khatun)",
        station: LocalizedName = LocalizedName(en: "Brahmanbaria", bn: "ব্রাহ্মণবাড়িয়া"), pass: String? = nil
    ) throws -> TicketFacts {
        let pass = try pass ?? PassSigner(key()).sign(self.pass())
        return try TicketFacts(
            ticket: PostgresUUID(high: 0x0123_4567_89AB_5DEF, low: 0x8123_4567_89AB_CDEF),
            order: #require(PostgresUUID("8e03978e-40d5-43e8-bc93-6894a57f9324")),
            language: language, issuedAt: Timestamp(milliseconds: departure.milliseconds - 400_000_000),
            trainNumber: "701",
            trainName: LocalizedName(en: "Suborno Express", bn: "সুবর্ণ এক্সপ্রেস"), date: "2026-03-24",
            from: TicketFacts.Stop(station: "DHK", name: station, index: 0, time: departure),
            to: TicketFacts.Stop(
                station: "CTG", name: LocalizedName(en: "Chattogram", bn: "চট্টগ্রাম"), index: 5,
                time: Timestamp(milliseconds: departure.milliseconds + 19_500_000)),
            coach: "KA", seat: "KA-14", seatNumber: "14", seatClass: "S_CHAIR",
            className: LocalizedName(en: "Shovan Chair (fans)", bn: "শোভন চেয়ার (পাখা)"), passenger: passenger,
            document: "1990123456789", price: Money(minor: 123_450), currency: "BDT", pass: pass)
    }

    static let railway = LocalizedName(en: "National Railway", bn: "জাতীয় রেলওয়ে")
}
