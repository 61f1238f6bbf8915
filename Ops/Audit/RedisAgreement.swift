package import EventLoop
package import Postgres
package import Redis

/// Whether the seats and holds that Redis knows are those of Postgres, trip by trip.
///
/// A trip that Redis does not know is cold, and then every seat of it is asked of Postgres: no contradiction.
package struct RedisAgreement {
    private let redis: RedisClient
    private let pool: PostgresPool
    private let reactor: Reactor
    private let looks: Int

    /// A comparison of two stores; a trip that differs is looked at `looks` times, a second apart.
    package init(redis: RedisClient, pool: PostgresPool, reactor: Reactor, looks: Int) {
        self.redis = redis
        self.pool = pool
        self.reactor = reactor
        self.looks = looks
    }

    /// Compares all trips with live holds or a place in Redis.
    package func check() async throws(AuditError) -> AuditFinding {
        var differing = try await trips().map { (trip: $0, said: "") }
        for look in 0..<max(1, looks) where !differing.isEmpty {
            if look > 0 { _ = await Parking(reactor).park(reactor, atMost: .seconds(1)) }
            var left: [(trip: String, said: String)] = []
            for (trip, _) in differing {
                if let said = try await difference(trip) { left.append((trip, said)) }
            }
            differing = left
        }
        return AuditFinding(
            claim: "Redis knows the same seats and holds as Postgres, for every trip that it knows",
            contradictions: differing.prefix(5).map { "trip \($0.trip): \($0.said)" })
    }

    private func trips() async throws(AuditError) -> [String] {
        let rows = try await ask("SELECT id FROM booking.trip ORDER BY id LIMIT 100000")
        var known: [String] = []
        for row in rows {
            do throws(PostgresError) {
                known.append(try row.text(0))
            } catch {
                throw .postgres(error)
            }
        }
        return known
    }

    /// What differs, or nil.
    ///
    /// Redis is read first: what changes between is then newer in Postgres.
    private func difference(_ trip: String) async throws(AuditError) -> String? {
        guard let known = try await known(trip) else { return nil }
        do throws(PostgresError) {
            let rows = try await pool.query(
                "SELECT number, taken FROM booking.seat WHERE trip = $1 ORDER BY number", [.text(trip)])
            if 4 * rows.count != known.seats.count {
                return "Redis has \(known.seats.count) bytes for \(rows.count) seats"
            }
            for row in rows {
                let (number, taken) = (try row.int(0), UInt32(truncatingIfNeeded: try row.int(1)))
                let word = Self.word(known.seats, number)
                if word != taken { return "seat \(number) is \(word ?? 0) in Redis and \(taken) in Postgres" }
            }
            let live = try await pool.query(
                """
                SELECT id, status = 'held' FROM booking.hold WHERE trip = $1 AND status IN ('held', 'sold')
                """, [.text(trip)])
            var (holds, held): (Set<String>, Set<String>) = ([], [])
            for row in live {
                holds.insert("\(try row.uuid(0))")
                if try row.bool(1) { held.insert("\(try row.uuid(0))") }
            }
            if let odd = known.holds.symmetricDifference(holds).min() {
                return "hold \(odd) is known only to \(holds.contains(odd) ? "Postgres" : "Redis")"
            }
            if let odd = known.due.symmetricDifference(held).min() {
                let isHeld = held.contains(odd)
                return "hold \(odd) is \(isHeld ? "held without" : "not held and has") a deadline in Redis"
            }
            return nil
        } catch {
            throw .postgres(error)
        }
    }

    /// What Redis knows of a trip: its seats' bits, its holds, and those with a deadline; nil when cold.
    private func known(
        _ trip: String
    ) async throws(AuditError) -> (seats: [UInt8], holds: Set<String>, due: Set<String>)? {
        do throws(RedisError) {
            let seats = try await redis.command("GET", .text("inv:{\(trip)}:seats")).bytes
            let holds = try await redis.command("HKEYS", .text("inv:{\(trip)}:holds"))
            let due = try await redis.command("ZRANGE", .text("inv:{\(trip)}:due"), "0", "-1")
            guard let seats else { return nil }
            return (seats, Self.names(holds), Self.names(due))
        } catch {
            throw .redis(error)
        }
    }

    private static func names(_ reply: RedisReply) -> Set<String> {
        Set((reply.elements ?? []).compactMap { $0.bytes.map(name) })
    }

    private func ask(_ sql: SQL) async throws(AuditError) -> PostgresRows {
        do throws(PostgresError) {
            return try await pool.query(sql)
        } catch {
            throw .postgres(error)
        }
    }

    /// The 32-bit word of a seat, little-endian; nil beyond the end.
    static func word(_ seats: [UInt8], _ number: Int) -> UInt32? {
        guard number >= 0, 4 * number + 4 <= seats.count else { return nil }
        return (0..<4).reduce(UInt32(0)) { $0 | UInt32(seats[4 * number + $1]) << UInt32(8 * $1) }
    }

    /// A hold's id as Postgres prints it, from its text or its sixteen bytes.
    static func name(_ id: [UInt8]) -> String {
        guard id.count == 16 else { return String(decoding: id, as: UTF8.self) }
        let digits = Array("0123456789abcdef")
        var text = ""
        for (index, byte) in id.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }
}
