import Bytes
import TestKit
import Testing

@testable import Tokens

@Suite("VerifiedTokens")
struct VerifiedTokensTests {
    static func summary(_ number: Int, expiresAt: Int64, epoch: UInt32 = 1) -> VerifiedToken {
        var random = SeededRandom(seed: 1)
        let claims = AdmissionClaims(
            room: "demo", subject: "x", session: SessionID(high: 7, low: UInt64(number)), place: number,
            epoch: epoch,
            gen: 1, issuedAt: expiresAt, expiresAt: expiresAt, endsAt: expiresAt, random: &random)
        return VerifiedToken(claims, room: 0)
    }

    /// Bytes like a token's: a common beginning, and differing ones.
    static func token(_ number: Int, count: Int = 400) -> [UInt8] {
        var random = SeededRandom(seed: UInt64(number))
        return Array(repeating: 0x41, count: 100) + random.bytes(count - 100)
    }

    static func memory(capacity: Int = 64, endedCapacity: Int = 64) -> VerifiedTokens {
        var random = SeededRandom(seed: 3)
        return VerifiedTokens(capacity: capacity, endedCapacity: endedCapacity, random: &random)
    }

    @Test("remembers what it was told, until it expires")
    func roundTrip() throws {
        let memory = Self.memory()
        let known = Self.summary(1, expiresAt: 60_000)
        #expect(memory.find(Self.token(1), now: 0) == nil)
        #expect(memory.isRemembered(Self.token(1), as: known, now: 0))
        #expect(memory.find(Self.token(1), now: 59_999) == known)
        #expect(memory.find(Self.token(1), now: 60_000) == nil)
        #expect(memory.find(Self.token(2), now: 0) == nil)
    }

    @Test("hits nothing that differs in any byte or in length")
    func everyByte() {
        for count in [116, 117, 400, 512, 1024] {
            let memory = Self.memory()
            let token = Self.token(1, count: count)
            #expect(memory.isRemembered(token, as: Self.summary(1, expiresAt: 60_000), now: 0))
            for index in token.indices {
                var changed = token
                changed[index] ^= 1
                #expect(memory.find(changed, now: 0) == nil)
            }
            #expect(memory.find(Array(token.dropLast()), now: 0) == nil)
            #expect(memory.find(token + [0], now: 0) == nil)
        }
    }

    @Test("knows what was signed in a token's stead, while that is good and was not written over")
    func renewed() throws {
        let memory = Self.memory(capacity: 8)
        let first = Self.summary(1, expiresAt: 20_000)
        let second = Self.summary(1, expiresAt: 60_000)
        guard case .remembered(let shown) = memory.remembers(Self.token(1), as: first, now: 0) else {
            throw NotRemembered()
        }
        #expect(memory.renewed(shown, now: 0) == nil)
        _ = memory.remember(Self.token(2).span.bytes, as: second, inStead: shown, now: 0)
        let found = try #require(memory.renewed(shown, now: 0))
        #expect(memory.text(found) == Self.token(2))
        #expect(memory[found] == second)
        #expect(memory.renewed(found, now: 0) == nil)
        #expect(memory.renewed(shown, now: 60_000) == nil)
        // Tokens that live longer take the places of the second one: then there is nothing to say.
        for number in 3..<20 {
            #expect(
                memory.isRemembered(Self.token(number), as: Self.summary(number, expiresAt: 90_000), now: 0))
        }
        #expect(memory.find(Self.token(2), now: 0) == nil)
        #expect(memory.renewed(shown, now: 0) == nil)
    }

    @Test("a new token that takes the shown one's own slot stands in nobody's stead")
    func renewedInPlace() throws {
        let memory = Self.memory(capacity: 8)
        guard
            case .remembered(let shown) = memory.remembers(
                Self.token(1), as: Self.summary(1, expiresAt: 20_000), now: 0)
        else { throw NotRemembered() }
        for number in 2...8 {
            #expect(
                memory.isRemembered(Self.token(number), as: Self.summary(number, expiresAt: 90_000), now: 0))
        }
        let later = Self.summary(1, expiresAt: 60_000)
        _ = memory.remember(Self.token(9).span.bytes, as: later, inStead: shown, now: 0)
        #expect(memory.find(Self.token(1), now: 0) == nil)
        #expect(memory.find(Self.token(9), now: 0) == later)
        #expect(memory.renewed(shown, now: 0) == nil)
    }

    private struct NotRemembered: Error {}

    @Test("refuses what is too long, too short or over")
    func refused() {
        let memory = Self.memory()
        let good = Self.summary(1, expiresAt: 60_000)
        #expect(!memory.isRemembered(Self.token(1, count: 1025), as: good, now: 0))
        #expect(!memory.isRemembered(Array(repeating: 1, count: 15), as: good, now: 0))
        #expect(!memory.isRemembered([], as: good, now: 0))
        #expect(!memory.isRemembered(Self.token(1), as: good, now: 60_000))
        #expect(memory.find([], now: 0) == nil)
        #expect(memory.find(Self.token(1, count: 2000), now: 0) == nil)
    }

    @Test("a full set forgets the token that expires first")
    func eviction() {
        let memory = Self.memory(capacity: 8)
        for number in 1...8 {
            let expiresAt = Int64(number == 5 ? 10_000 : 60_000 + number * 1000)
            #expect(
                memory.isRemembered(
                    Self.token(number), as: Self.summary(number, expiresAt: expiresAt), now: 0))
        }
        #expect(memory.evictions == 0)
        // Number 5 has expired at 20 s: nobody is lost. Then number 1 is the next to expire.
        #expect(memory.isRemembered(Self.token(9), as: Self.summary(9, expiresAt: 90_000), now: 20_000))
        #expect(memory.evictions == 0)
        #expect(memory.find(Self.token(5), now: 0) == nil)
        #expect(memory.isRemembered(Self.token(10), as: Self.summary(10, expiresAt: 90_000), now: 20_000))
        #expect(memory.evictions == 1)
        #expect(memory.find(Self.token(1), now: 20_000) == nil)
        for number in [2, 3, 4, 6, 7, 8, 9, 10] {
            #expect(memory.find(Self.token(number), now: 20_000) != nil)
        }
    }

    @Test("an ended session hits no more with any of its tokens, and no new one is remembered")
    func ending() {
        let memory = Self.memory()
        let first = Self.summary(1, expiresAt: 60_000)
        let second = Self.summary(2, expiresAt: 60_000)
        for number in [11, 12, 13] { #expect(memory.isRemembered(Self.token(number), as: first, now: 0)) }
        #expect(memory.isRemembered(Self.token(21), as: second, now: 0))
        memory.end(session: first.session, until: 70_000, now: 1)
        for number in [11, 12, 13] { #expect(memory.find(Self.token(number), now: 1) == nil) }
        #expect(memory.find(Self.token(21), now: 1) == second)
        #expect(memory.remembers(Self.token(14), as: first, now: 1) == .ended)
        memory.end(room: 0, epoch: 1, place: 2, until: 70_000, now: 2)
        #expect(memory.find(Self.token(21), now: 2) == nil)
        #expect(memory.remembers(Self.token(22), as: second, now: 2) == .ended)
        // Another room, another epoch and another place go on.
        for other in [(1, 1, 3), (0, 2, 3), (0, 1, 4)] as [(UInt32, UInt32, Int)] {
            memory.end(room: other.0, epoch: other.1, place: other.2, until: 70_000, now: 3)
        }
        #expect(memory.isRemembered(Self.token(31), as: Self.summary(3, expiresAt: 60_000), now: 3))
        // The end is over after its time.
        #expect(memory.isRemembered(Self.token(41), as: Self.summary(1, expiresAt: 90_000), now: 70_000))
    }

    @Test("the caller's note of the next touch stays with the token")
    func touch() throws {
        let memory = Self.memory()
        guard
            case .remembered(let slot) = memory.remembers(
                Self.token(1), as: Self.summary(1, expiresAt: 60_000), now: 0)
        else { throw KeyError.noKey }
        memory[slot].touchAt = 5_000
        #expect(memory.find(Self.token(1), now: 1)?.touchAt == 5_000)
    }

    @Test("agrees with a plain model in everything that it remembers, over random histories")
    func model() {
        var random = SeededRandom(seed: 17)
        for _ in 0..<20 {
            let memory = Self.memory(capacity: 256, endedCapacity: 4096)
            var model: [Int: VerifiedToken] = [:]
            var ended: [Int: Int64] = [:]
            var now: Int64 = 0
            var misses = 0
            for _ in 0..<2000 {
                now += Int64(random.next() % 100)
                let number = Int(random.next() % 96)
                switch random.next() % 8 {
                case 0, 1, 2:
                    let summary = Self.summary(number, expiresAt: now / 1000 * 1000 + 2000)
                    let isEnded = (ended[number] ?? 0) > now
                    #expect(
                        (memory.remembers(Self.token(number), as: summary, now: now) == .ended) == isEnded)
                    if !isEnded { model[number] = summary }
                case 3:
                    ended[number] = now + 2000
                    if random.next() % 2 == 0 {
                        memory.end(
                            session: SessionID(high: 7, low: UInt64(number)), until: now + 2000, now: now)
                    } else {
                        memory.end(room: 0, epoch: 1, place: number, until: now + 2000, now: now)
                    }
                    model[number] = nil
                default:
                    let expected = model[number].flatMap { $0.expiresAt > now ? $0 : nil }
                    let found = memory.find(Self.token(number), now: now)
                    if found == nil, expected != nil { misses += 1 } else { #expect(found == expected) }
                }
            }
            // A set of eight may have had to forget one; it may never hit what the model does not have.
            #expect(misses <= memory.evictions * 16)
            #expect(memory.lostEnds == 0)
        }
    }

    @Test("a full list of ends forgets the oldest and counts it")
    func lostEnds() {
        let memory = Self.memory(endedCapacity: 16)
        for number in 1...16 {
            memory.end(room: 0, epoch: 1, place: number, until: Int64(1000 + number), now: 0)
        }
        #expect(memory.lostEnds == 0)
        memory.end(room: 0, epoch: 1, place: 16, until: 5000, now: 0)
        #expect(memory.lostEnds == 0)
        memory.end(room: 0, epoch: 1, place: 17, until: 5000, now: 0)
        #expect(memory.lostEnds == 1)
        memory.end(room: 0, epoch: 1, place: 18, until: 5000, now: 1002)
        #expect(memory.lostEnds == 1)
    }
}

extension VerifiedTokens {
    func find(_ token: [UInt8], now: Int64) -> VerifiedToken? {
        lookup(token.span.bytes, now: now).map { self[$0] }
    }

    func remembers(_ token: [UInt8], as summary: VerifiedToken, now: Int64) -> Remembering {
        remember(token.span.bytes, as: summary, now: now)
    }

    func isRemembered(_ token: [UInt8], as summary: VerifiedToken, now: Int64) -> Bool {
        if case .remembered = remembers(token, as: summary, now: now) { true } else { false }
    }
}
