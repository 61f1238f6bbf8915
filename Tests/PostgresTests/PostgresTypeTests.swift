import EventLoop
import Postgres
import TestKit
import Testing

@Suite("Values on a real server") struct PostgresTypeTests {
    /// A value, the type that the server takes it for, and what it prints then.
    static let values: [(PostgresValue, String, String)] = [
        (.bool(true), "bool", "true"), (.bool(false), "text", "f"),
        (.int32(-7), "int2", "-7"), (.int32(.min), "int4", "-2147483648"), (.int32(5), "int8", "5"),
        (.int32(5), "numeric", "5"), (.int64(.max), "int8", "9223372036854775807"), (.int64(9), "int4", "9"),
        (.int64(-3), "int2", "-3"), (.int64(12), "text", "12"), (.int64(7), "float8", "7"),
        (.double(0.1), "float8", "0.1"), (.double(-.infinity), "float8", "-Infinity"),
        (.double(.nan), "float8", "NaN"), (.double(1.5), "float4", "1.5"), (.double(2.25), "numeric", "2.25"),
        (.text("কমলাপুর"), "text", "কমলাপুর"), (.text(""), "varchar", ""),
        (.text("12.50"), "numeric", "12.50"),
        (.text("2026-11-21"), "date", "2026-11-21"), (.text("a\\'\"\n\t"), "text", "a\\'\"\n\t"),
        (.bytes([0, 1, 255]), "bytea", "\\x0001ff"), (.bytes([]), "bytea", "\\x"),
        (.bytes([9]), "text", "\\x09"),
        (
            .uuid(PostgresUUID(high: 0x0123_4567_89AB_4DEF, low: 0x8123_4567_89AB_CDEF)), "uuid",
            "01234567-89ab-4def-8123-456789abcdef"
        ),
        (.uuid(PostgresUUID(high: 0, low: 1)), "text", "00000000-0000-0000-0000-000000000001"),
        (.timestamp(microseconds: 0), "timestamptz", "1970-01-01 00:00:00+00"),
        (.timestamp(microseconds: 1_795_257_000_123_456), "timestamptz", "2026-11-21 10:30:00.123456+00"),
        (.timestamp(microseconds: -1), "timestamp", "1969-12-31 23:59:59.999999"),
        (.timestamp(microseconds: -1), "date", "1969-12-31"),
        (.int32Array([1, -2]), "int4[]", "{1,-2}"), (.int32Array([]), "int4[]", "{}"),
        (.int32Array([3]), "int8[]", "{3}"), (.int64Array([.min]), "int8[]", "{-9223372036854775808}"),
        (.textArray(["a", "", "b,\"c\\", "NULL"]), "text[]", "{a,\"\",\"b,\\\"c\\\\\",\"NULL\"}"),
        (.textArray(["x y"]), "varchar[]", "{\"x y\"}"),
        (.uuidArray([PostgresUUID(high: 0, low: 2)]), "uuid[]", "{00000000-0000-0000-0000-000000000002}"),
        (.json("{\"a\": [1]}"), "jsonb", "{\"a\": [1]}"), (.json("{\"a\":1}"), "json", "{\"a\":1}"),
        (.json("[2]"), "text", "[2]"), (.null, "int4", "(null)"), (.null, "text", "(null)"),
    ]

    @Test("each value arrives as the server prints it, in its own type and in others") func arrives()
        async throws
    {
        try await withPool { _, pool async throws in
            for (value, type, printed) in Self.values {
                let sql = SQL(trusted: "SELECT coalesce(($1::\(type))::text, '(null)')")
                #expect(try await pool.query(sql, [value])[0].text(0) == printed, "\(value) as \(type)")
            }
        }
    }

    @Test("each type comes back as it was written") func comesBack() async throws {
        try await withPool { _, pool async throws in
            let row = try await pool.query(
                """
                SELECT true, (-5)::int2, 6::int4, 7::int8, 8::numeric, 1.5::float8, 2.5::float4,
                    'ab'::varchar, '\\x00ff'::bytea, '00000000-0000-0000-0000-0000000000ff'::uuid,
                    '1999-12-31 23:59:59.5+00'::timestamptz, '2000-01-02'::date, '{1,2,3}'::int4[],
                    '{a,NULL}'::text[], '{}'::int8[], NULL::int4,
                    '{"k": "v"}'::jsonb, 'e'::"char", 12.340::numeric, (-0.0001)::numeric,
                    10000000000000000000000::numeric,
                    'NaN'::numeric, 'infinity'::timestamptz
                """)[0]
            #expect(try row.bool(0) == true)
            #expect(try row.int32(1) == -5)
            #expect(try row.int64(1) == -5)
            #expect(try row.int(2) == 6)
            #expect(try row.int64(3) == 7)
            #expect(try row.int64(4) == 8)
            #expect(try row.double(4) == 8)
            #expect(try row.text(4) == "8")
            #expect(try row.double(5) == 1.5)
            #expect(try row.double(6) == 2.5)
            #expect(try row.double(2) == 6)
            #expect(try row.text(7) == "ab")
            #expect(try row.text(0) == "t")
            #expect(try row.text(3) == "7")
            #expect(try row.bytes(8) == [0, 255])
            #expect(try row.bytes(7) == Array("ab".utf8))
            #expect(try row.uuid(9) == PostgresUUID(high: 0, low: 255))
            #expect(try row.timestamp(10) == 946_684_799_500_000)
            #expect(try row.text(10) == "1999-12-31 23:59:59.500000+00")
            #expect(try row.text(11) == "2000-01-02")
            #expect(try row.timestamp(11) == 946_771_200_000_000)
            #expect(try row.int32Array(12) == [1, 2, 3])
            #expect(try row.int64Array(12) == [1, 2, 3])
            #expect(throws: PostgresError.self) { try row.textArray(13) }
            #expect(try row.int64Array(14) == [])
            #expect(try row.isNull(15) == true)
            #expect(try row.optionalInt32(15) == nil)
            #expect(try row.json(16) == "{\"k\": \"v\"}")
            #expect(try row.text(17) == "e")
            #expect(try row.text(18) == "12.34")
            #expect(try row.text(19) == "-0.0001")
            #expect(try row.double(19) == -0.0001)
            #expect(try row.text(20) == "10000000000000000000000")
            #expect(try row.text(21) == "NaN")
            #expect(try row.timestamp(22) == .max)
            #expect(throws: PostgresError.self) { try row.int64(20) }
            #expect(throws: PostgresError.self) { try row.int64(7) }
            #expect(throws: PostgresError.self) { try row.int32(15) }
            #expect(throws: PostgresError.self) { try row.uuid(7) }
            #expect(throws: PostgresError.self) { try row.text(99) }
        }
    }

    @Test("an enum and a domain read as texts, and a domain of numbers as numbers") func ownTypes()
        async throws
    {
        try await withPool { _, pool async throws in
            _ = try await pool.query("CREATE TYPE mood AS ENUM ('held', 'sold')")
            _ = try await pool.query("CREATE DOMAIN paisa AS bigint CHECK (VALUE >= 0)")
            let row = try await pool.query("SELECT $1::mood, $2::paisa", ["sold", 120])[0]
            #expect(try row.text(0) == "sold")
            #expect(try row.int64(1) == 120)
        }
    }

    @Test("what cannot be sent is refused before anything is sent") func refused() async throws {
        try await withPool { _, pool async throws in
            for values in [[], ["a", "b"]] as [[PostgresValue]] {
                let error = await #expect(throws: PostgresError.self) {
                    _ = try await pool.query("SELECT $1::int", values)
                }
                #expect(error?.kind == .invalidArgument && error?.isOutcomeUnknown == false)
            }
            let zero = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("SELECT $1::int", [.text("1\u{0}2")])
            }
            #expect(zero?.kind == .invalidArgument)
            let inText = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("SELECT $1::text", [.text("1\u{0}2")])
            }
            #expect(inText?.sqlState == "22021")
            let tooLarge = await #expect(throws: PostgresError.self) {
                _ = try await pool.query("SELECT $1::int4", [.int64(.max)])
            }
            #expect(tooLarge?.sqlState == "22003")
            #expect(try await pool.query("SELECT 1")[0].int(0) == 1)
        }
    }
}
