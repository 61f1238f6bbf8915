import Supervisor
import Testing

@Suite("RestartPolicy")
struct RestartPolicyTests {
    @Test("doubles the wait, up to the longest")
    func doubles() {
        let rule = RestartRule(
            firstDelay: .milliseconds(100), longestDelay: .seconds(1), quickFailures: 100)
        var policy = RestartPolicy(rule)
        let waits = (0..<6).map { _ in policy.ended(readyFor: .zero, jitter: 1) }
        let milliseconds = [100, 200, 400, 800, 1000, 1000]
        #expect(waits == milliseconds.map { .restart(after: .milliseconds($0)) })
    }

    @Test("jitter moves the wait between half and all of it", arguments: [0, 0.25, 0.5, 1, -3, 7])
    func jitter(random: Double) throws {
        var policy = RestartPolicy(RestartRule(firstDelay: .seconds(2)))
        guard case .restart(let wait) = policy.ended(readyFor: .zero, jitter: random) else {
            Issue.record("gave up at once")
            return
        }
        #expect(wait >= .seconds(1) && wait <= .seconds(2))
    }

    @Test("gives up after the named number of quick failures in a row")
    func givesUp() {
        var policy = RestartPolicy(RestartRule(quickFailures: 3))
        let decisions = (0..<3).map { _ in policy.ended(readyFor: .seconds(9), jitter: 0) }
        #expect(decisions[0] != .giveUp && decisions[1] != .giveUp)
        #expect(decisions[2] == .giveUp)
    }

    @Test("forgets earlier failures of a child that was ready for long")
    func forgets() {
        var policy = RestartPolicy(RestartRule(firstDelay: .seconds(1), quickFailures: 2))
        for _ in 0..<20 {
            #expect(policy.ended(readyFor: .seconds(10), jitter: 1) == .restart(after: .seconds(1)))
        }
        #expect(policy.ended(readyFor: .zero, jitter: 1) == .giveUp)
    }
}
