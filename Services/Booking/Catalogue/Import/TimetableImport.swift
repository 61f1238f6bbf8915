internal import Contracts
package import Postgres

/// Brings a timetable into the database, and makes the first days' trips.
///
/// The pool logs in as the owner of the schema. The same files twice change nothing; other files replace the
/// timetable, and trips that are made already stay as they were sold.
package enum TimetableImport {
    /// What an import has done.
    package struct Outcome: Sendable, Equatable {
        /// Whether the timetable was another one than before.
        package let isChanged: Bool
        /// How many trips were made.
        package let trips: Int
    }

    /// Imports a folder and makes the trips of today and so many days after it; with nil none.
    ///
    /// Blocks on the disk for some milliseconds.
    package static func run(
        _ folder: TimetableFolder, days: Int?, on pool: PostgresPool
    ) async throws(TimetableImportError) -> Outcome {
        let (timetable, digest): (Timetable, String)
        do throws(FeedError) {
            (timetable, digest) = try folder.read()
        } catch {
            throw .feed(error)
        }
        return try await run(timetable, digest: digest, days: days, on: pool)
    }

    /// As the other form, for a timetable that is read already.
    static func run(
        _ timetable: Timetable, digest: String, days: Int?, on pool: PostgresPool
    ) async throws(TimetableImportError) -> Outcome {
        let isChanged = try await pool.transaction { transaction throws(TimetableImportError) in
            do throws(PostgresError) {
                return try await replace(timetable, digest, &transaction)
            } catch {
                throw .database(error)
            }
        }
        guard let days else { return Outcome(isChanged: isChanged, trips: 0) }
        var trips = 0
        var made = 0
        repeat {
            made = try await makeDay(days, on: pool)
            trips += made
        } while made > 0
        return Outcome(isChanged: isChanged, trips: trips)
    }

    private static func makeDay(
        _ days: Int, on pool: PostgresPool
    ) async throws(TimetableImportError) -> Int {
        try await pool.transaction { transaction throws(TimetableImportError) in
            do throws(PostgresError) {
                try await transaction.allow(.seconds(60))
                return try await transaction.query("SELECT booking.make_sale($1)", [.int32(Int32(days))])
                    .only().int(0)
            } catch {
                throw .database(error)
            }
        }
    }

    /// Whether the timetable was another one, and is this one now.
    private static func replace(
        _ timetable: Timetable, _ digest: String, _ transaction: inout PostgresTransaction
    ) async throws(PostgresError) -> Bool {
        _ = try await transaction.query("SELECT pg_advisory_xact_lock(hashtext('booking.make_trips'))")
        let known = try await transaction.query("SELECT digest FROM booking.timetable")
        if try known.first?.text(0) == digest { return false }
        try await transaction.script(staging)
        for table in TimetableRows.tables(of: timetable) {
            _ = try await transaction.copyIn(
                table: table.name, columns: table.columns, rows: table.rows)
        }
        try await transaction.script(adoption)
        _ = try await transaction.query(
            """
            INSERT INTO booking.timetable (digest, zone, agency_en, agency_bn) VALUES ($1, $2, $3, $4)
            ON CONFLICT (single) DO UPDATE SET digest = EXCLUDED.digest, zone = EXCLUDED.zone,
                agency_en = EXCLUDED.agency_en, agency_bn = EXCLUDED.agency_bn,
                imported_at = clock_timestamp()
            """,
            [.text(digest), .text(timetable.zone), .text(timetable.agency.en), .text(timetable.agency.bn)])
        return true
    }

    /// Empties what is replaced, and lays out what trips already sold may point at beside it.
    private static let staging = """
        DELETE FROM booking.timetable_coach;
        DELETE FROM booking.timetable_stop;
        DELETE FROM booking.timetable_train;
        DELETE FROM booking.timetable_exception;
        DELETE FROM booking.timetable_service;
        CREATE TEMP TABLE fresh_station (LIKE booking.station) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_class (LIKE booking.class) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_train (LIKE booking.train) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_fare (LIKE booking.fare) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_service (LIKE booking.timetable_service) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_exception (LIKE booking.timetable_exception) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_timetable_train (LIKE booking.timetable_train) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_stop (LIKE booking.timetable_stop) ON COMMIT DROP;
        CREATE TEMP TABLE fresh_coach (LIKE booking.timetable_coach) ON COMMIT DROP;
        """

    /// Stations, classes, trains and fares are changed in place; the rest is put in.
    private static let adoption = """
        INSERT INTO booking.station SELECT * FROM fresh_station
            ON CONFLICT (id) DO UPDATE SET name_en = EXCLUDED.name_en, name_bn = EXCLUDED.name_bn,
                latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude;
        UPDATE booking.class SET rank = -rank WHERE rank > 0;
        INSERT INTO booking.class SELECT * FROM fresh_class
            ON CONFLICT (id) DO UPDATE SET name_en = EXCLUDED.name_en, name_bn = EXCLUDED.name_bn,
                rank = EXCLUDED.rank;
        INSERT INTO booking.train SELECT * FROM fresh_train
            ON CONFLICT (number) DO UPDATE SET name_en = EXCLUDED.name_en, name_bn = EXCLUDED.name_bn;
        INSERT INTO booking.fare SELECT * FROM fresh_fare
            ON CONFLICT (train, class) DO UPDATE SET base = EXCLUDED.base, per_km = EXCLUDED.per_km,
                minimum = EXCLUDED.minimum;
        INSERT INTO booking.timetable_service SELECT * FROM fresh_service;
        INSERT INTO booking.timetable_exception SELECT * FROM fresh_exception;
        INSERT INTO booking.timetable_train SELECT * FROM fresh_timetable_train;
        INSERT INTO booking.timetable_stop SELECT * FROM fresh_stop;
        INSERT INTO booking.timetable_coach SELECT * FROM fresh_coach;
        """
}
