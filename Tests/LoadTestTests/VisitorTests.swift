import Bytes
import Redis
import Settings
import TestKit
import Testing

@testable import LoadTest

@Suite("The crowd")
struct VisitorTests {
    @Test("acts when its time has come, and never before")
    func wheel() {
        var wheel = VisitorWheel(count: 3000)
        var random = SeededRandom(seed: 3)
        var due: [Int32] = []
        for visitor in 0..<3000 {
            due.append(Int32.random(in: 0...60_000, using: &random))
            wheel.set(Int32(visitor), at: due[visitor])
        }
        var fired: [Int32: Int32] = [:]
        var time: Int32 = 0
        while time < 61_000 {
            time += Int32.random(in: 1...900, using: &random)
            for visitor in wheel.advance(to: time) {
                #expect(fired.updateValue(time, forKey: visitor) == nil)
                #expect(due[Int(visitor)] <= time)
            }
        }
        #expect(fired.count == 3000)
        #expect(fired.allSatisfy { $1 - due[Int($0)] <= 904 })
    }

    @Test("comes at the pace that was asked for")
    func arrivals() {
        var schedule = ArrivalSchedule(.poisson, count: 10_000, span: 10_000, random: VisitorRandom(seed: 1))
        for _ in 0..<10_000 { schedule.advance() }
        #expect((9_600...10_400).contains(schedule.time))
    }

    @Test("pauses after the first thousand where it is told to")
    func rest() {
        var schedule = ArrivalSchedule(
            .burst, count: 2000, span: 1000, random: VisitorRandom(seed: 1), rest: 5000)
        var times: [Int32: Int] = [:]
        for _ in 0..<2000 {
            times[schedule.time, default: 0] += 1
            schedule.advance()
        }
        #expect(times == [0: 1000, 5000: 1000])
    }

    @Test("keeps each slip apart")
    func slips() {
        var shelf = SlipShelf(count: 3)
        let texts = ["first", String(repeating: "x", count: 127), "third"]
        for (index, text) in texts.enumerated() {
            let fits = Array(text.utf8).withUnsafeBytes { shelf.put($0.bytes, for: index) }
            #expect(fits)
        }
        for (index, text) in texts.enumerated() {
            var output = ByteBuffer()
            shelf.append(index, to: &output)
            #expect(output.withReadable { $0.copyString() } == text)
        }
        let isTooLong = Array(repeating: UInt8(0), count: 128).withUnsafeBytes {
            !shelf.put($0.bytes, for: 0)
        }
        #expect(isTooLong)
    }

    @Test("counts places twice")
    func places() {
        var places = PlaceSet()
        let isNew = [1, 1_000_000, 1, 0, -5].map { places.insert($0) }
        #expect(isNew == [true, true, false, false, false])
    }

    @Test("reads what it needs of a place status")
    func status() {
        let text =
            #"{"room":"demo","state":"waiting","place":17,"serving":3,"ahead":13,"slip":"abc-_","time":"t"}"#
        Array(text.utf8).withUnsafeBytes { bytes in
            let place = AnswerScan.number("place", in: bytes.bytes)
            let (waits, isCalled) = (
                AnswerScan.isText("state", "waiting", in: bytes.bytes),
                AnswerScan.isText("state", "called", in: bytes.bytes)
            )
            let slip = AnswerScan.text("slip", in: bytes.bytes).map {
                bytes.bytes.extracting($0).copyString()
            }
            let missing = AnswerScan.number("refresh_seconds", in: bytes.bytes)
            #expect(place == 17 && waits && !isCalled && slip == "abc-_" && missing == nil)
        }
    }

    @Test("is read from the command line")
    func commandLine() throws {
        let grammar = CommandLineGrammar([RehearsalRole.shape])
        let settings = try RehearsalSettings(
            grammar.parse([
                "rehearse", "--target", "127.0.0.1:1", "--target", "127.0.0.1:2", "--visitors", "50",
                "--absent", "100",
                "--redis", "unix:/tmp/x", "--span", "500ms",
            ]))
        #expect(settings.gateways.count == 2)
        #expect(settings.isJoinsOnly)
        #expect(settings.late == 0)
        #expect(settings.redis?.description == "unix:/tmp/x")
        #expect(throws: RehearsalMistake.self) {
            try RehearsalSettings(grammar.parse(["rehearse", "--absent", "60", "--late", "60"]))
        }
        #expect(throws: RehearsalMistake.self) {
            try RehearsalSettings(grammar.parse(["rehearse", "--redis", "nowhere"]))
        }
    }

    @Test("has waits whose percentiles are right to within a twelfth")
    func waits() {
        var waits = WaitTimes()
        for value in 1...10_000 { waits.add(value) }
        #expect((4_400...5_700).contains(waits.percentile(0.5)))
        #expect((9_800...10_000).contains(waits.percentile(0.999)))
        #expect(waits.longest == 10_000)
    }
}
