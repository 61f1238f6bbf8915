import EventLoop
import Synchronization
import TestKit
import Testing

@testable import Identity

@Suite("The password desk")
struct PasswordDeskTests {
    static let cheap = PasswordCost(memory: 64, passes: 1, lanes: 1)

    @Test("hashes and compares off the loop")
    func roundTrip() async throws {
        let desk = try PasswordDesk(cost: Self.cheap, threads: 1)
        defer { desk.stop() }
        try await withLoop { loop in
            let hash = try await desk.hash("tiger lily 42", on: loop.reactor)
            #expect(hash.cost == Self.cheap)
            #expect(try await desk.matches("tiger lily 42", hash, on: loop.reactor))
            #expect(try await !desk.matches("tiger lily 43", hash, on: loop.reactor))
            #expect(try await !desk.matches("tiger lily 42", nil, on: loop.reactor))
        }
    }

    @Test("an unknown account costs the memory and passes of a known one")
    func sameWork() async throws {
        // By construction: both ways are one hash of the desk's cost. Here the clock agrees: a dear cost
        // makes the unknown account dear too.
        let dear = PasswordCost(memory: 8 * 1024, passes: 4, lanes: 1)
        let desk = try PasswordDesk(cost: dear, threads: 1)
        defer { desk.stop() }
        try await withLoop { loop in
            let hash = try await desk.hash("tiger lily 42", on: loop.reactor)
            let clock = ContinuousClock()
            let known = try await clock.measure {
                _ = try await desk.matches("wrong", hash, on: loop.reactor)
            }
            let unknown = try await clock.measure {
                _ = try await desk.matches("wrong", nil, on: loop.reactor)
            }
            #expect(unknown > known / 4)
        }
    }

    @Test("says that it is busy when more wait than may wait")
    func busy() async throws {
        let desk = try PasswordDesk(
            cost: PasswordCost(memory: 16 * 1024, passes: 16, lanes: 1), threads: 1, bound: 1)
        defer { desk.stop() }
        let harness = try LoopHarness()
        defer { harness.stop() }
        let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await harness.run { loop in
                        do throws(PasswordHashError) {
                            _ = try await desk.matches("some password", nil, on: loop.reactor)
                            return false
                        } catch {
                            return error == .busy
                        }
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        // One is computed, one waits; whoever comes while that is so is sent away.
        #expect(refused >= 3)
    }
}
