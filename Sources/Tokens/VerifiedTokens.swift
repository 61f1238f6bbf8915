internal import Glibc

/// A loop's memory of the tokens that it has verified or signed: so that Ed25519 is paid once a token.
///
/// A table of fixed size, eight tokens a set; a set that is full forgets the token that expires first. The
/// place of a token is a seeded hash of all its bytes, and a hit is only what is equal in every byte, so
/// nothing forged can hit. It also knows which sessions have ended, and no token of those hits. One a loop:
/// not Sendable on purpose.
package final class VerifiedTokens {
    /// Where a token lies; good until the next `remember`.
    package struct Slot: Equatable {
        fileprivate let index: Int
    }

    /// What became of a token that was to be remembered.
    package enum Remembering: Equatable, Sendable {
        /// It is remembered, here.
        case remembered(Slot)
        /// Its session has ended: refuse the token, however well it is signed.
        case ended
        /// It has expired, or is longer than a token may be.
        case refused
    }

    private struct Entry {
        var token: VerifiedToken
        var byteCount: Int
        /// How many ends were known when the session was last compared with them.
        var endsSeen: UInt64
        /// Where the token lies that was signed in this one's stead, and its hash there; zero for none.
        var renewedAt = 0
        var renewedHash: UInt64 = 0
    }

    private static let ways = 8

    /// How many tokens were forgotten before they expired, because their set was full.
    package private(set) var evictions = 0
    /// How many ends of sessions were forgotten before their time; should stay zero.
    ///
    /// It happens when their set is full.
    package var lostEnds: Int { ended.lost }

    private let setMask: UInt64
    private let seed: HashSeed
    private var ended: EndedSessions
    // Sound: each is allocated for `capacity` slots in the initializer and freed in deinit; every index is a
    // set below the mask plus a way below 8. A hash of zero marks an empty slot, whose entry is never read.
    // Memory that no token has reached yet is not resident.
    private let hashes: UnsafeMutablePointer<UInt64>
    private let entries: UnsafeMutablePointer<Entry>
    private let bytes: UnsafeMutableRawPointer
    private let capacity: Int

    /// An empty memory for about `capacity` tokens and `endedCapacity` ended sessions.
    ///
    /// A token takes 1.1 KiB, an ended session 24 bytes. Both are rounded up to a power of two. Twice the
    /// sessions that a loop serves at once is a good capacity.
    package init(
        capacity: Int = 8192, endedCapacity: Int = 65_536, random: inout some RandomNumberGenerator
    ) {
        let sets = max(1, (min(max(capacity, 1), 1 << 22) + Self.ways - 1) / Self.ways).roundedUpToPowerOfTwo
        self.capacity = sets * Self.ways
        setMask = UInt64(sets - 1)
        seed = HashSeed(random: &random)
        ended = EndedSessions(capacity: endedCapacity, random: &random)
        hashes = .allocate(capacity: sets * Self.ways)
        hashes.initialize(repeating: 0, count: sets * Self.ways)
        entries = .allocate(capacity: sets * Self.ways)
        bytes = .allocate(byteCount: sets * Self.ways * AdmissionToken.maximumBytes, alignment: 64)
    }

    deinit {
        hashes.deallocate()
        entries.deallocate()
        bytes.deallocate()
    }

    /// The slot of a token that was remembered, has not expired at `now`, and whose session goes on.
    package func lookup(_ token: RawSpan, now: Int64) -> Slot? {
        guard let hash = seed.hash(token), let index = index(of: token, hash: hash),
            entries[index].token.expiresAt > now
        else { return nil }
        // A session is compared with the ends once after each change of those, and then not again.
        if entries[index].endsSeen != ended.changes {
            if ended.contains(entries[index].token, now: now) {
                hashes[index] = 0
                return nil
            }
            entries[index].endsSeen = ended.changes
        }
        return Slot(index: index)
    }

    /// What is remembered in a slot that `lookup` or `remember` has just named.
    package subscript(slot: Slot) -> VerifiedToken {
        get { entries[slot.index].token }
        set { entries[slot.index].token = newValue }
    }

    /// Remembers a token that was verified, or signed here, at this moment.
    package func remember(_ token: RawSpan, as summary: VerifiedToken, now: Int64) -> Remembering {
        guard token.byteCount <= AdmissionToken.maximumBytes, summary.expiresAt > now,
            let hash = seed.hash(token)
        else { return .refused }
        guard !ended.contains(summary, now: now) else { return .ended }
        let index = index(of: token, hash: hash) ?? victim(hash: hash, now: now)
        hashes[index] = hash
        entries[index] = Entry(token: summary, byteCount: token.byteCount, endsSeen: ended.changes)
        token.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            place(index).copyMemory(from: base, byteCount: source.count)
        }
        return .remembered(Slot(index: index))
    }

    /// No token of this session hits or is remembered until `until` (milliseconds since 1970).
    ///
    /// `until` must be at least one token life away. With `identity: account` a person's next session may
    /// have the same id: end those by their place.
    package func end(session: SessionID, until: Int64, now: Int64) {
        ended.insert(EndedSessions.Key(session), until: until, now: now)
    }

    /// No token of this place's session hits or is remembered until `until`.
    ///
    /// For what the room's `ended` list names.
    package func end(room: UInt32, epoch: UInt32, place: Int, until: Int64, now: Int64) {
        ended.insert(EndedSessions.Key(room: room, epoch: epoch, place: place), until: until, now: now)
    }

    /// Remembers a token that was signed in the stead of a shown one, so that it need not be signed again.
    ///
    /// A client may show an old token for as long as that is good, with every request.
    package func remember(
        _ token: RawSpan, as summary: VerifiedToken, inStead shown: Slot, now: Int64
    ) -> Remembering {
        let shownHash = hashes[shown.index]
        let remembering = remember(token, as: summary, now: now)
        // The new token may have taken the shown one's own slot.
        if case .remembered(let slot) = remembering, slot != shown, hashes[shown.index] == shownHash {
            entries[shown.index].renewedAt = slot.index
            entries[shown.index].renewedHash = hashes[slot.index]
        }
        return remembering
    }

    /// The token that was signed in the stead of the one in a slot, if it is remembered and good still.
    package func renewed(_ shown: Slot, now: Int64) -> Slot? {
        let entry = entries[shown.index]
        guard entry.renewedHash != 0, hashes[entry.renewedAt] == entry.renewedHash,
            entries[entry.renewedAt].token.expiresAt > now
        else { return nil }
        return Slot(index: entry.renewedAt)
    }

    /// The bytes of the token in a slot.
    package func text(_ slot: Slot) -> [UInt8] {
        // Sound: the slot's bytes up to its count were written by `remember`.
        Array(UnsafeRawBufferPointer(start: place(slot.index), count: entries[slot.index].byteCount))
    }

    private func index(of token: RawSpan, hash: UInt64) -> Int? {
        let first = Int(hash & setMask) * Self.ways
        for index in first..<(first + Self.ways) where hashes[index] == hash {
            guard entries[index].byteCount == token.byteCount else { continue }
            let isSame = token.withUnsafeBytes { own in
                own.baseAddress.map { memcmp($0, place(index), own.count) == 0 } ?? false
            }
            if isSame { return index }
        }
        return nil
    }

    /// The slot of a set to write over: an empty one, else the one that expires first.
    private func victim(hash: UInt64, now: Int64) -> Int {
        let first = Int(hash & setMask) * Self.ways
        var choice = first
        for index in first..<(first + Self.ways) {
            if hashes[index] == 0 { return index }
            if entries[index].token.expiresAt < entries[choice].token.expiresAt { choice = index }
        }
        if entries[choice].token.expiresAt > now { evictions += 1 }
        return choice
    }

    private func place(_ index: Int) -> UnsafeMutableRawPointer {
        bytes + index * AdmissionToken.maximumBytes
    }
}
