internal import EventLoop
internal import Postgres
internal import Redis

/// Whether the seats and holds that Redis knows are those of Postgres, trip by trip.
///
/// A trip that Redis does not know is cold, and then every seat of it is asked of Postgres: no contradiction.
struct RedisAgreement {
    let redis: RedisClient
    let pool: PostgresPool
    let reactor: Reactor
    /// How often a trip that differs is looked at again, a second apart: the reconciler comes every 30 s.
    let looks: Int

    /// Compares all trips with live holds or a place in Redis.
    func check() async throws(AuditError) -> AuditFinding {
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
        let (seats, holds): ([UInt8]?, Set<String>)
        do throws(RedisError) {
            seats = try await redis.command("GET", .text("inv:{\(trip)}:seats")).bytes
            let ids = try await redis.command("HKEYS", .text("inv:{\(trip)}:holds"))
            holds = Set((ids.elements ?? []).compactMap { $0.bytes.map(Self.name) })
        } catch {
            throw .redis(error)
        }
        guard let seats else { return nil }
        do throws(PostgresError) {
            let rows = try await pool.query(
                "SELECT number, taken FROM booking.seat WHERE trip = $1 ORDER BY number", [.text(trip)])
            for row in rows {
                let (number, taken) = (try row.int(0), UInt32(truncatingIfNeeded: try row.int(1)))
                let word = Self.word(seats, number)
                if word != taken { return "seat \(number) is \(word ?? 0) in Redis and \(taken) in Postgres" }
            }
            let live = try await pool.query(
                "SELECT id FROM booking.hold WHERE trip = $1 AND status IN ('held', 'sold')", [.text(trip)])
            var ids: Set<String> = []
            for row in live { ids.insert("\(try row.uuid(0))") }
            if let odd = holds.symmetricDifference(ids).min() {
                return "hold \(odd) is known only to \(ids.contains(odd) ? "Postgres" : "Redis")"
            }
            return nil
        } catch {
            throw .postgres(error)
        }
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
