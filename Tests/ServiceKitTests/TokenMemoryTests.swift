import Testing

@testable import ServiceKit

@Suite("The memory of verified tokens") struct TokenMemoryTests {
    @Test("forgets what has expired")
    func expiry() {
        var memory = TokenMemory<Int>(capacity: 4)
        memory.remember([1], as: 7, until: 100)
        #expect(memory.find([1], now: 99) == 7)
        #expect(memory.find([1], now: 100) == nil)
        #expect(memory.find([2], now: 0) == nil)
    }

    @Test("is bounded, and keeps what is asked for")
    func bounds() {
        var memory = TokenMemory<Int>(capacity: 4)
        memory.remember([0], as: 0, until: 100)
        for number in 1...40 {
            memory.remember([UInt8(number)], as: number, until: 100)
            #expect(memory.find([0], now: 1) == 0)
        }
        #expect(memory.find([1], now: 1) == nil)
        #expect(memory.find([40], now: 1) == 40)
        #expect((1...40).count { memory.find([UInt8($0)], now: 1) != nil } <= 8)
    }
}
