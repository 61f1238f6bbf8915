import Bytes

/// A loop's memory of the user tokens that it has verified, so that Ed25519 is paid once a token.
///
/// Two generations of bounded size: when the young one is full it becomes the old one, and what was not asked
/// for since is forgotten. The place of a token is a seeded hash, and a hit is equal in every byte: nothing
/// forged can hit. A look allocates nothing.
struct KnownUsers {
    private struct Entry {
        let token: [UInt8]
        let account: [UInt8]
        let expiresAt: Int64
    }

    private let capacity: Int
    private var young: [Int: Entry] = [:]
    private var old: [Int: Entry] = [:]

    /// A memory for at most twice `capacity` tokens.
    init(capacity: Int = 8192) {
        self.capacity = max(1, capacity)
    }

    /// The account of a token that was verified here and has not expired at `now`, or nil.
    mutating func account(of token: RawSpan, now: Int64) -> [UInt8]? {
        let place = Self.hash(token)
        if let entry = young[place], entry.token.span.bytes.equals(token) {
            return entry.expiresAt > now ? entry.account : nil
        }
        guard let entry = old[place], entry.token.span.bytes.equals(token), entry.expiresAt > now else {
            return nil
        }
        insert(entry, at: place)
        return entry.account
    }

    /// Remembers a verified token.
    mutating func remember(_ token: RawSpan, account: [UInt8], until expiresAt: Int64) {
        insert(
            Entry(token: token.copyBytes(), account: account, expiresAt: expiresAt), at: Self.hash(token))
    }

    /// Forgets everything, for when keys change.
    mutating func forgetAll() {
        young.removeAll(keepingCapacity: true)
        old.removeAll()
    }

    private mutating func insert(_ entry: Entry, at place: Int) {
        if young.count >= capacity {
            old = young
            young = [:]
            young.reserveCapacity(capacity)
        }
        young[place] = entry
    }

    private static func hash(_ token: RawSpan) -> Int {
        var hasher = Hasher()
        token.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
