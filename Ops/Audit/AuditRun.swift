package import EventLoop
package import Postgres
package import Redis

/// One audit on a loop: all checks in one snapshot of the database, then Redis against it.
package final class AuditRun: LoopWork {
    private let pool: PostgresPool
    private let redis: RedisClient?
    private let reactor: Reactor
    private let isSettled: Bool
    private let looks: Int
    private let done: (AuditOutcome) -> Void

    /// An audit of a database, and of Redis where there is one.
    ///
    /// A trip about which the two differ is looked at so often, a second apart: the reconciler comes every
    /// 30 s.
    package init(
        _ pool: PostgresPool, _ redis: RedisClient?, on reactor: Reactor, isSettled: Bool, looks: Int = 45,
        done: @escaping (AuditOutcome) -> Void
    ) {
        self.pool = pool
        self.redis = redis
        self.reactor = reactor
        self.isSettled = isSettled
        self.looks = looks
        self.done = done
    }

    /// Looks, and tells what was found.
    package func perform() async {
        do throws(AuditError) {
            var (counts, findings) = try await askPostgres()
            if let redis, findings.allSatisfy(\.contradictions.isEmpty) {
                let agreement = RedisAgreement(redis: redis, pool: pool, reactor: reactor, looks: looks)
                findings.append(try await agreement.check())
            }
            done(.looked(counts: counts, findings: findings))
        } catch {
            done(.unreachable("\(error)"))
        }
    }

    /// All questions see the same moment; the first contradiction ends them.
    private func askPostgres() async throws(AuditError) -> (String, [AuditFinding]) {
        let checks = AuditCheck.all.filter { isSettled || !$0.isForSettled }
        do throws(PostgresError) {
            return try await pool.transaction(.repeatableRead, retries: 0) { tx throws(PostgresError) in
                try await tx.allow(.seconds(300))
                _ = try await tx.query("SET TRANSACTION READ ONLY")
                let counts = try await tx.query(Self.counting).only().text(0)
                var findings: [AuditFinding] = []
                for check in checks {
                    var said: [String] = []
                    for row in try await tx.query(SQL(trusted: check.sql)) { said.append(try row.text(0)) }
                    findings.append(AuditFinding(claim: check.claim, contradictions: said))
                    if !said.isEmpty { break }
                }
                return (counts, findings)
            }
        } catch {
            throw .postgres(error)
        }
    }

    private static let counting: SQL = """
        SELECT format('looked at %s trips, %s seats, %s holds (%s held, %s sold), %s orders (%s confirmed), '
            || '%s payments (%s captured: %s came, %s went back), %s tickets, '
            || '%s events (%s not done, %s parked)',
            (SELECT count(*) FROM booking.trip), (SELECT count(*) FROM booking.seat),
            (SELECT count(*) FROM booking.hold),
            (SELECT count(*) FROM booking.hold WHERE status = 'held'),
            (SELECT count(*) FROM booking.hold WHERE status = 'sold'),
            (SELECT count(*) FROM booking.booking_order),
            (SELECT count(*) FROM booking.booking_order WHERE status = 'confirmed'),
            (SELECT count(*) FROM payment.payment),
            (SELECT count(*) FROM payment.payment WHERE status = 'captured'),
            (SELECT coalesce(sum(received), 0) FROM payment.payment WHERE status = 'captured'),
            (SELECT coalesce(sum(refunded), 0) FROM payment.payment),
            (SELECT count(*) FROM ticket.ticket WHERE status <> 'revoked'),
            (SELECT count(*) FROM event.outbox),
            (SELECT count(*) FROM event.outbox WHERE done_at IS NULL AND parked IS NULL),
            (SELECT count(*) FROM event.outbox WHERE parked IS NOT NULL))
        """
}
