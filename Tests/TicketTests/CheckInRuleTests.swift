import Contracts
import Postgres
import Testing

@testable import Ticket

@Suite("Who is let through") struct CheckInRuleTests {
    private static let start: Int64 = 1_900_000_000_000

    private struct Row {
        let status: TicketRecord.Status
        var reason: String?
        var at: Int64 = 1000
        var force = false
        var code: Bool?
        let outcome: CheckInReason?
    }

    private static let rows: [Row] = [
        Row(status: .valid, outcome: nil),
        Row(status: .valid, code: true, outcome: nil),
        Row(status: .valid, code: false, outcome: .invalid),
        Row(status: .valid, force: true, code: false, outcome: .invalid),
        Row(status: .valid, at: -1, outcome: .invalidTime),
        Row(status: .valid, at: 0, outcome: nil),
        Row(status: .valid, at: 9999, outcome: nil),
        Row(status: .valid, at: 10_000, outcome: .invalidTime),
        Row(status: .valid, at: 10_000, force: true, outcome: nil),
        Row(status: .redeemed, outcome: .alreadyRedeemed),
        Row(status: .redeemed, at: 10_000, outcome: .invalidTime),
        Row(status: .redeemed, force: true, outcome: nil),
        Row(status: .revoked, reason: "lost", outcome: .revoked),
        Row(status: .revoked, outcome: .revoked),
        Row(status: .revoked, reason: "lost", force: true, outcome: nil),
        Row(status: .revoked, reason: "cancelled", outcome: .canceled),
        Row(status: .revoked, reason: "cancelled", force: true, outcome: .canceled),
        Row(status: .revoked, reason: "cancelled", code: false, outcome: .invalid),
    ]

    @Test("each state of a ticket meets each kind of scan", arguments: rows.indices)
    func table(_ index: Int) throws {
        let row = Self.rows[index]
        let ticket = TicketRecord(
            facts: try TicketSample.facts(), account: PostgresUUID(high: 1, low: 1),
            validFrom: Timestamp(milliseconds: Self.start),
            validUntil: Timestamp(milliseconds: Self.start + 10_000), status: row.status,
            redeemedAt: row.status == .redeemed ? Timestamp(milliseconds: Self.start) : nil,
            reason: row.reason)
        let scan = CheckIn(
            scannedAt: Timestamp(milliseconds: Self.start + row.at), force: row.force,
            isPassOfTicket: row.code)
        #expect(CheckInRule.refusal(of: ticket, scan) == row.outcome)
    }

    @Test("every reason is explained in both languages", arguments: CheckInReason.allCases)
    func explained(_ reason: CheckInReason) {
        #expect(reason.explanation(.english).hasSuffix("."))
        #expect(reason.explanation(.bangla).hasSuffix("।"))
    }
}
