/// The sessions that ended before their tokens did, each until no token of it can be alive.
///
/// A table of fixed size, 16 a set. A full set forgets the end whose time is over first, and counts it as
/// lost if that had not come yet: then a token of that session may pass until it expires, at most one token
/// life.
struct EndedSessions {
    /// A session by its id or by its place.
    struct Key: Equatable {
        let high: UInt64
        let low: UInt64

        init(_ session: SessionID) {
            high = session.high
            low = session.low
        }

        // The same 128 bits as an id's cannot come up: ids are tags of an HMAC.
        init(room: UInt32, epoch: UInt32, place: Int) {
            high = UInt64(room) << 32 | UInt64(epoch)
            low = UInt64(bitPattern: Int64(place))
        }
    }

    private struct Entry {
        var key: Key
        var until: Int64
    }

    private static let ways = 16

    /// Goes up with each end that is noted.
    private(set) var changes: UInt64 = 0
    /// How many ends were forgotten before their time.
    private(set) var lost = 0
    private var entries: [Entry]
    private let setMask: UInt64
    private let seed: HashSeed

    init(capacity: Int, random: inout some RandomNumberGenerator) {
        let sets = max(1, (min(max(capacity, 1), 1 << 24) + Self.ways - 1) / Self.ways).roundedUpToPowerOfTwo
        setMask = UInt64(sets - 1)
        seed = HashSeed(random: &random)
        let empty = Entry(key: Key(room: 0, epoch: 0, place: 0), until: .min)
        entries = Array(repeating: empty, count: sets * Self.ways)
    }

    /// Notes an end; a second note of the same one only moves its time on.
    mutating func insert(_ key: Key, until: Int64, now: Int64) {
        guard until > now else { return }
        let first = first(of: key)
        var choice = first
        for index in first..<(first + Self.ways) {
            if entries[index].until > now, entries[index].key == key {
                entries[index].until = max(entries[index].until, until)
                return
            }
            if entries[index].until < entries[choice].until { choice = index }
        }
        if entries[choice].until > now { lost += 1 }
        entries[choice] = Entry(key: key, until: until)
        changes &+= 1
    }

    /// Whether the session of a token has ended, by its id or by its place.
    func contains(_ token: VerifiedToken, now: Int64) -> Bool {
        contains(Key(token.session), now: now)
            || contains(Key(room: token.room, epoch: token.epoch, place: token.place), now: now)
    }

    private func contains(_ key: Key, now: Int64) -> Bool {
        let first = first(of: key)
        for index in first..<(first + Self.ways) where entries[index].key == key {
            if entries[index].until > now { return true }
        }
        return false
    }

    private func first(of key: Key) -> Int {
        Int(seed.hash(key.high, key.low) & setMask) * Self.ways
    }
}
