import Limits
import Testing

@Suite("A table of limits")
struct GCRATableTests {
    @Test("agrees with a dictionary while it has room")
    func againstDictionary() {
        var random = SystemRandomNumberGenerator()
        let limit = GCRA(rate: 1_000, burst: 4)
        var table = GCRATable(limit, capacity: 16_384, seed: random.next())
        let keys = (0..<200).map { LimitKey(high: UInt64($0 % 3), low: UInt64($0)) }
        var model: [LimitKey: UInt64] = [:]
        var now: UInt64 = 1_000
        for _ in 0..<30_000 {
            now += UInt64.random(in: 0...20_000, using: &random)
            let key = keys[Int.random(in: 0..<keys.count, using: &random)]
            let expected = limit.decide(&model[key, default: 0], now: now)
            #expect(table.decide(key, now: now) == expected)
        }
        #expect(table.evictions == 0)
    }

    @Test("gives a newcomer the place of the one nearest to rest")
    func eviction() {
        var table = GCRATable(GCRA(rate: 1, burst: 10), capacity: 8, seed: 7)
        let keys = (0..<9).map { LimitKey(high: 0, low: UInt64($0)) }
        for (index, key) in keys.prefix(8).enumerated() {
            // The first key uses most of its burst, the last the least.
            for _ in 0..<(9 - index) { _ = table.decide(key, now: 1) }
        }
        #expect(table.decide(keys[8], now: 1).remaining == 9)
        #expect(table.evictions == 1)
        // The eighth key was forgotten and begins afresh; the first is still known.
        #expect(table.decide(keys[0], now: 1).remaining == 0)
        #expect(!table.decide(keys[0], now: 1).isAllowed)
    }

    @Test("tells keys apart by all of their bits")
    func wholeKeys() {
        var table = GCRATable(GCRA(rate: 1, burst: 1), capacity: 1, seed: 7)
        for key in [LimitKey(high: 1, low: 1), LimitKey(high: 2, low: 1), LimitKey(high: 1, low: 2)] {
            #expect(table.decide(key, now: 1).isAllowed)
            #expect(!table.decide(key, now: 1).isAllowed)
        }
    }

    @Test("forgets those at rest at no cost")
    func atRest() {
        var table = GCRATable(GCRA(rate: 1_000, burst: 2), capacity: 8, seed: 7)
        for number in 0..<1_000 {
            _ = table.decide(LimitKey(high: 9, low: UInt64(number)), now: UInt64(number + 1) * 1_000_000)
        }
        #expect(table.evictions == 0)
    }

    @Test("still refuses somebody over the limit while strangers flood it")
    func flood() {
        var random = SystemRandomNumberGenerator()
        var table = GCRATable(GCRA(rate: 1, burst: 100), capacity: 64, seed: random.next())
        let heavy = LimitKey(high: 1, low: 1)
        var allowed = 0
        for _ in 0..<5_000 {
            if table.decide(heavy, now: 5).isAllowed { allowed += 1 }
            _ = table.decide(LimitKey(high: random.next(), low: random.next()), now: 5)
        }
        #expect(allowed <= 110)
        #expect(table.evictions > 1_000)
    }

    @Test("spreads neighbouring addresses over its places")
    func spread() {
        for seed in [0, 1, 0xDEAD_BEEF as UInt64] {
            var table = GCRATable(GCRA(rate: 0.001, burst: 2), capacity: 8_192, seed: seed)
            for address in 0..<4_096 {
                let key = LimitKey(addressHigh: 0, addressLow: 0xFFFF_0A00_0000 + UInt64(address))
                _ = table.decide(key, now: 1)
            }
            #expect(table.evictions < 200)
        }
    }

    @Test("knows IPv4 whole and IPv6 by its first half")
    func addresses() {
        let four = LimitKey(addressHigh: 0, addressLow: 0xFFFF_7F00_0001)
        #expect(four != LimitKey(addressHigh: 0, addressLow: 0xFFFF_7F00_0002))
        let six = LimitKey(addressHigh: 0x2001_0DB8 << 32, addressLow: 1)
        #expect(six == LimitKey(addressHigh: 0x2001_0DB8 << 32, addressLow: 2))
        #expect(six != LimitKey(addressHigh: 0x2001_0DB8 << 32 | 1, addressLow: 1))
    }
}
