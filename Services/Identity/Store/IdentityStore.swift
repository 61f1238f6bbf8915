internal import Postgres
internal import ServiceKit

/// Identity's tables on one loop: each question and each change as one statement or one transaction.
///
/// Rules are elsewhere and pure; here they are asked while a row is locked.
struct IdentityStore {
    let pool: PostgresPool

    init(_ pool: PostgresPool) {
        self.pool = pool
    }

    /// Runs statements as one transaction.
    func run(_ statements: [PostgresStatement]) async throws(ServiceError) -> [PostgresRows] {
        do throws(PostgresError) {
            return try await pool.pipeline(statements)
        } catch {
            throw ServiceError(error)
        }
    }

    /// Reads what an answer holds; a column of another type is a mistake of ours.
    func read<Value>(_ body: () throws(PostgresError) -> Value) throws(ServiceError) -> Value {
        do throws(PostgresError) {
            return try body()
        } catch {
            throw ServiceError(error)
        }
    }

    // MARK: Statements that several changes share

    /// Takes one attempt: its answer is the seconds to wait, 0 when it is within the limit.
    static func attempt(_ act: GuardedAct, _ key: [UInt8]) -> PostgresStatement {
        PostgresStatement(
            "SELECT identity.attempt($1, make_interval(secs => $2), $3)",
            [.bytes(key), .int64(Int64(act.every)), .int64(Int64(act.burst))])
    }

    /// Takes an attempt of one limit, and of a second one only what gets past the first.
    ///
    /// Its answer is the seconds to wait for each. What the first refuses must not use up the second, which
    /// others share.
    static func attempt(_ near: GuardedKey, then far: GuardedKey?) -> PostgresStatement {
        let far = far ?? near
        let isBoth = far.key != near.key
        return PostgresStatement(
            """
            WITH near AS MATERIALIZED (SELECT identity.attempt($1, make_interval(secs => $2), $3) AS wait)
            SELECT wait, CASE WHEN wait = 0 AND $7 THEN identity.attempt($4, make_interval(secs => $5), $6)
                ELSE 0 END FROM near
            """,
            [
                .bytes(near.key), .int64(Int64(near.act.every)), .int64(Int64(near.act.burst)),
                .bytes(far.key), .int64(Int64(far.act.every)), .int64(Int64(far.act.burst)), .bool(isBoth),
            ])
    }

    /// Gives the attempts of a key back.
    static func forgive(_ key: [UInt8]) -> PostgresStatement {
        PostgresStatement("DELETE FROM identity.guard WHERE key = $1", [.bytes(key)])
    }

    /// Notes what happened.
    static func audit(
        _ event: AuditEvent, account: PostgresUUID?, session: PostgresUUID? = nil, address: String
    ) -> PostgresStatement {
        PostgresStatement(
            "INSERT INTO identity.audit (event, account, session, address) VALUES ($1, $2, $3, $4)",
            [
                .text(event.rawValue), .optional(account) { .uuid($0) }, .optional(session) { .uuid($0) },
                .text(address),
            ])
    }
}
