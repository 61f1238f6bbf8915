import Testing
import WaitingRoom

@Suite("PollPace")
struct PollPaceTests {
    @Test(
        "asks at a quarter of the wait, within its bounds",
        arguments: [
            (10_000, nil, 20), (10_000, 1_000.0, 20), (10_000, 79.9, 19), (10_000, 40.0, 10), (1_000, 9.0, 2),
            (1_000, 4.0, 1),
            (1_000, 0.0, 1), (200, nil, 4), (200, 1_000.0, 4), (201, 1_000.0, 20), (200, 12.0, 3),
            (1, 5.0, 1), (5, 1e300, 4),
        ] as [(Int, Double?, Int)])
    func refresh(distance: Int, wait: Double?, seconds: Int) {
        #expect(PollPace(distance: distance, within: 1_000, wait: wait).refreshSeconds == seconds)
    }

    @Test("asks for its own place inside the front only")
    func ownPlace() {
        #expect(PollPace(distance: 1_000, within: 1_000, wait: 50).asksOwnPlace)
        #expect(!PollPace(distance: 1_001, within: 1_000, wait: 50).asksOwnPlace)
        #expect(PollPace.called.asksOwnPlace && PollPace.called.refreshSeconds == 1)
        #expect(!PollPace.idle.asksOwnPlace)
    }

    @Test("spreads the next question by an eighth to both sides")
    func jitter() {
        let pace = PollPace(distance: 10_000, within: 1_000, wait: 40)
        #expect(pace.delay(random: 0) == .milliseconds(8_750))
        #expect(pace.delay(random: 1) == .milliseconds(11_250))
        #expect(pace.delay(random: -3) == .milliseconds(8_750))
    }
}
