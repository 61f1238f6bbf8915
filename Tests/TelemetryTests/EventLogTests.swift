import Bytes
import Foundation
import Synchronization
import Telemetry
import Testing

@Suite("The event log")
struct EventLogTests {
    private let lines = CapturedLines()

    private func log(_ threshold: LogLevel = .info, now: @escaping @Sendable () -> Int64 = { 0 }) -> EventLog
    {
        EventLog(role: "gateway", sink: lines, threshold: threshold, now: now)
    }

    private func object(_ line: String?) throws -> [String: Any] {
        let data = Data(try #require(line).utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("writes one line of JSON with typed fields")
    func line() throws {
        log(now: { 1_795_253_555_042 }).info("client closed") { line in
            line.field("bytes", -12)
            line.field("share", 0.25)
            line.field("late", true)
            line.field("peer", "১২৭.0.0.1\"\\\n")
            line.field("took", Duration.milliseconds(1_500))
            line.field("bad", Double.nan)
            line.request(Array("ab".utf8).span.bytes, trace: Array("c".utf8).span.bytes)
        }
        #expect(
            lines.all == [
                #"{"ts":"2026-11-21T09:32:35.042Z","level":"info","role":"gateway","event":"client closed","#
                    + #""bytes":-12,"share":0.25,"late":true,"peer":"১২৭.0.0.1\"\\\n","took":1.5,"bad":null,"#
                    + #""request_id":"ab","trace_id":"c"}"# + "\n"
            ])
        _ = try object(lines.all.first)
    }

    @Test("does not run the fields of a level that is off")
    func levels() {
        let log = log(.warning)
        log.info("quiet") { _ in Issue.record("composed") }
        log.debug("quiet") { _ in Issue.record("composed") }
        log.warning("heard")
        log.error("heard")
        #expect(lines.all.count == 2)
        log.threshold = .debug
        log.debug("heard")
        #expect(lines.all.count == 3)
        #expect(LogLevel(name: "warning") == .warning)
        #expect(LogLevel(name: "loud") == nil)
    }

    @Test("escapes whatever bytes it is given into valid JSON on one line")
    func hostileText() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ -> UInt8 in
                let pool: [UInt8] = [
                    0, 0x1B, 0x22, 0x5C, 0x7F, 0x80, 0x9B, 0xC2, 0xE0, 0xED, 0xA0, 0xF0, 0xF4, 0x90, 0x41,
                ]
                return pool[Int.random(in: 0..<pool.count, using: &random)]
            }
            let lines = CapturedLines()
            EventLog(role: "r", sink: lines, now: { 0 }).info("e") {
                $0.field("text", bytes: bytes.span.bytes)
            }
            let line = try #require(lines.all.first)
            #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A })
            #expect(!line.unicodeScalars.contains { (0x80...0x9F).contains($0.value) })
            #expect(line.utf8.count { $0 == 0x0A } == 1)
            let expected = String(decoding: bytes, as: UTF8.self)
            let text = try #require(try object(line)["text"] as? String)
            // Foundation's own decoding may join several broken bytes to one replacement.
            #expect(text.filter { $0 != "\u{FFFD}" } == expected.filter { $0 != "\u{FFFD}" })
        }
    }

    @Test("writes nothing that is not UTF-8", arguments: [0, 1, 2, 3, 4])
    func wellFormed(tail: Int) {
        var buffer = ByteBuffer()
        for first in 0x80...0xFF as ClosedRange<UInt8> {
            for second in 0x70...0xFF as ClosedRange<UInt8> {
                let bytes = Array(([first, second, 0x80, 0xBF, 0x80] as [UInt8]).prefix(tail))
                buffer.removeAll()
                buffer.append(logText: bytes.span.bytes, limit: 100)
                let text = String(validating: buffer.copyBytes(), as: UTF8.self)
                #expect(text != nil)
                // What was well-formed already stays, but for the control characters.
                if let whole = String(validating: bytes, as: UTF8.self),
                    whole.unicodeScalars.allSatisfy({ $0.value > 0x9F })
                {
                    #expect(text == whole)
                }
            }
        }
    }

    @Test("cuts long text and leaves out what does not fit")
    func bounds() throws {
        log().info("long") { line in
            line.field("first", String(repeating: "é", count: 2_000))
            for _ in 0..<50 { line.field("more", String(repeating: "\u{1}", count: 500)) }
            line.field("last", 1)
        }
        let line = try #require(lines.all.first)
        #expect(line.utf8.count <= LogLine.maximumBytes)
        let object = try object(line)
        #expect((object["first"] as? String)?.count == 257)
        #expect((object["first"] as? String)?.hasSuffix("…") == true)
        #expect(object["truncated"] as? Bool == true)
        #expect(object["last"] as? Int == 1)
    }

    @Test("bounds the lines of one event a second and says how many it held back")
    func rateBound() throws {
        let time = Mutex<Int64>(10_000)
        let log = EventLog(role: "r", sink: lines, linesPerSecond: 3, now: { time.withLock { $0 } })
        for _ in 0..<10 { log.info("often") }
        log.info("other")
        #expect(lines.all.count == 4)
        #expect(log.suppressed == 7)
        time.withLock { $0 = 11_000 }
        log.info("often")
        log.info("often")
        let last = try object(lines.all[4])
        #expect(last["suppressed"] as? Int == 7)
        #expect(try object(lines.all[5])["suppressed"] == nil)
        time.withLock { $0 = 12_000 }
        log.info("often")
        #expect(try object(lines.all[6])["suppressed"] == nil)
    }

    @Test("counts the lines that the sink drops, and shows both counts as metrics")
    func dropped() {
        let log = EventLog(role: "r", sink: CapturedLines(refuses: true), now: { 0 })
        log.info("lost")
        log.info("lost")
        #expect(log.dropped == 2)
        let registry = MetricsRegistry(shards: 1)
        log.register(in: registry)
        #expect(registry.scraped().contains("\nsluice_log_lines_dropped_total 2\n"))
    }

    @Test("never shows a secret")
    func secrets() {
        let secret = Redacted("hunter2")
        log().info("login") { $0.field("password", secret) }
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(lines.all.first?.contains(#""password":"[redacted]""#) == true)
        #expect(!"\(lines.all) \(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
        #expect(secret.revealed == "hunter2")
    }

    @Test("takes lines from many threads, each whole")
    func threads() async throws {
        let log = EventLog(role: "r", sink: lines, linesPerSecond: 1_000_000, now: { 0 })
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask {
                    for number in 0..<500 { log.info("e") { $0.field("n", task * 500 + number) } }
                }
            }
        }
        let numbers = try lines.all.map { try object($0)["n"] as? Int ?? -1 }
        #expect(numbers.sorted() == Array(0..<2_000))
    }
}
