import EventLoop
import Testing
import TestKit

@Suite struct LoopTests {
    @Test func `a function that runs on the loop finds itself on the loop's thread`() async throws {
        let onLoop = try await withLoop { loop in loop.executor.isCurrent }
        #expect(onLoop)
    }
}
