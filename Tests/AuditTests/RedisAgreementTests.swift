import Audit
import Glibc
import TestKit
import Testing

@Suite("What the audit finds in Redis")
struct RedisAgreementTests {
    /// The live holds of the sound database, and whether Redis must have a deadline for them.
    private static let live = [(1, false), (3, true), (5, true), (6, false), (8, false)]
    private static let words: [Int: UInt32] = [0: 1023, 1: 31, 3: 31, 5: 124, 6: 31]

    @Test("A cold trip, and one that is known as it is, are no contradiction")
    func sound() async throws {
        let (bench, server) = (try await AuditBench(), try RedisProcess())
        #expect(try await bench.audit(redis: server).exitCode == 0)
        try fill(server)
        let outcome = try await bench.audit(redis: server)
        #expect(outcome.exitCode == 0, "\(outcome.text)")
        #expect(outcome.text.contains("ok       Redis knows the same seats"))
    }

    @Test(
        "Each difference is found and named",
        arguments: [
            (["SETRANGE", "inv:{T-1}:seats", "36", "\u{1}"], "seat 9 is 1 in Redis and 0 in Postgres"),
            (["SETRANGE", "inv:{T-1}:seats", "0", "\0"], "seat 0 is 768 in Redis and 1023 in Postgres"),
            (["APPEND", "inv:{T-1}:seats", "\0\0\0\0"], "Redis has 84 bytes for 20 seats"),
            (["SET", "inv:{T-1}:seats", "\0\0\0\0"], "Redis has 4 bytes for 20 seats"),
            (["HSET", "inv:{T-1}:holds", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "x"], "is known only to Redis"),
            (["DEL", "inv:{T-1}:holds"], "is known only to Postgres"),
            (["DEL", "inv:{T-1}:due"], "is held without a deadline"),
            (
                ["ZADD", "inv:{T-1}:due", "1", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"],
                "is not held and has a deadline"
            ),
        ])
    func broken(_ command: [String], _ said: String) async throws {
        let (bench, server) = (try await AuditBench(), try RedisProcess())
        try fill(server)
        try RedisTestClient(path: server.socketPath).command(command.map { Array($0.utf8) })
        let outcome = try await bench.audit(redis: server)
        #expect(outcome.exitCode == 1)
        #expect(outcome.text.contains(said), "\(outcome.text)")
    }

    @Test("A Redis that does not answer is neither sound nor broken")
    func unreachable() async throws {
        let (bench, server) = (try await AuditBench(), try RedisProcess())
        kill(server.pid, SIGKILL)
        #expect(try await bench.audit(redis: server).exitCode == 2)
    }

    private func fill(_ server: RedisProcess) throws {
        let client = try RedisTestClient(path: server.socketPath)
        var seats: [UInt8] = []
        for number in 0..<20 {
            let word = Self.words[number] ?? 0
            for byte in 0..<4 { seats.append(UInt8(truncatingIfNeeded: word >> (8 * UInt32(byte)))) }
        }
        try client.command([Array("SET".utf8), Array("inv:{T-1}:seats".utf8), seats])
        for (number, isHeld) in Self.live {
            let id: [UInt8] =
                [0xA0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(number)]
            try client.command([Array("HSET".utf8), Array("inv:{T-1}:holds".utf8), id, [0]])
            if isHeld { try client.command([Array("ZADD".utf8), Array("inv:{T-1}:due".utf8), [0x31], id]) }
        }
    }
}
