import Audit
import Testing

@Suite("What the audit finds")
struct AuditTests {
    @Test("Where everything agrees it finds nothing, says what it looked at and exits 0")
    func sound() async throws {
        let outcome = try await AuditBench().audit()
        #expect(outcome.exitCode == 0, "\(outcome.text)")
        #expect(outcome.text.hasPrefix("looked at 1 trips, 20 seats, 7 holds (2 held, 3 sold), 6 orders"))
        #expect(outcome.text.hasSuffix("no contradiction"))
    }

    @Test("Where everything agrees and nothing is on its way, it is settled")
    func soundAndSettled() async throws {
        let bench = try await AuditBench()
        try bench.settle()
        let outcome = try await bench.audit(isSettled: true)
        #expect(outcome.exitCode == 0, "\(outcome.text)")
    }

    @Test(
        "Each contradiction is found by its own check, named, and exits 1",
        arguments: Breakage.seats + Breakage.money)
    func broken(_ breakage: Breakage) async throws {
        let bench = try await AuditBench()
        try bench.damage(breakage.sql)
        try await expect(breakage, bench.audit())
    }

    @Test("What is on its way contradicts nothing until nothing may be", arguments: Breakage.unfinished)
    func unfinished(_ breakage: Breakage) async throws {
        let bench = try await AuditBench()
        try bench.settle()
        try bench.damage(breakage.sql)
        let outcome = try await bench.audit()
        #expect(outcome.exitCode == 0, "\(outcome.text)")
        try await expect(breakage, bench.audit(isSettled: true))
    }

    @Test("A seat that is only held is on its way")
    func held() async throws {
        let outcome = try await AuditBench().audit(isSettled: true)
        #expect(outcome.exitCode == 1)
        #expect(outcome.text.contains("is only held"), "\(outcome.text)")
    }

    @Test("A hold that ended as services end it, without its order and its offer, is found")
    func endedWithoutTheRest() async throws {
        let bench = try await AuditBench()
        try bench.change(
            "UPDATE booking.hold SET status = 'expired' WHERE id = '\(SoundDatabase.id("a", 3))'")
        #expect(try await bench.audit().text.contains("is pending, and its hold"))
        let other = try await AuditBench()
        try other.change(
            "UPDATE booking.hold SET status = 'released' WHERE id = '\(SoundDatabase.id("a", 5))'")
        #expect(try await other.audit().text.contains("is offered, and hold"))
    }

    @Test("Money, refunds and tickets that an event still owes are no contradiction")
    func owed() async throws {
        let bench = try await AuditBench()
        try bench.damage(
            """
            UPDATE event.outbox SET done_at = NULL WHERE consumer = 'payment.refund'
                OR (consumer = 'ticket.issue' AND about = '\(SoundDatabase.id("b", 1))')
                OR (consumer = 'booking.confirm' AND about = '\(SoundDatabase.id("c", 4))');
            UPDATE payment.refund SET status = 'pending';
            DELETE FROM ticket.ticket WHERE booking_order = '\(SoundDatabase.id("b", 1))';
            DELETE FROM payment.refund WHERE cause = 'late';
            UPDATE payment.payment SET refunded = 0 WHERE id = '\(SoundDatabase.id("c", 4))'
            """)
        let outcome = try await bench.audit()
        #expect(outcome.exitCode == 0, "\(outcome.text)")
    }

    @Test("Every check has been seen to fail")
    func all() {
        let broken = Set((Breakage.seats + Breakage.money + Breakage.unfinished).map(\.check))
        #expect(broken == Set(1...AuditCheck.all.count))
    }

    private func expect(_ breakage: Breakage, _ outcome: AuditOutcome) throws {
        guard case .looked(_, let findings) = outcome else {
            Issue.record("\(outcome.text)")
            return
        }
        let last = try #require(findings.last)
        #expect(last.claim == AuditCheck.all[breakage.check - 1].claim, "\(outcome.text)")
        #expect(!last.contradictions.isEmpty)
        #expect(outcome.exitCode == 1)
        #expect(outcome.text.contains("BROKEN   \(last.claim)"))
    }
}
