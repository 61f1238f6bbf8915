/// A loop's memory of the tokens that it has verified, so that Ed25519 is paid once a token.
///
/// Two generations of bounded size: when the young one is full it becomes the old one, and what was not asked
/// for since is forgotten. A hit is equal in every byte, so nothing forged can hit.
struct TokenMemory<Verified> {
    private struct Entry {
        let value: Verified
        let expiresAt: Int64
    }

    /// A token that is hashed in one step: an array of bytes is hashed byte by byte.
    private struct Key: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    private let capacity: Int
    private var young: [Key: Entry] = [:]
    private var old: [Key: Entry] = [:]

    /// A memory for at most twice `capacity` tokens.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// What a token was verified as, unless it has expired since.
    mutating func find(_ token: [UInt8], now: Int64) -> Verified? {
        let key = Key(bytes: token)
        if let entry = young[key] { return entry.expiresAt > now ? entry.value : nil }
        guard let entry = old[key], entry.expiresAt > now else { return nil }
        insert(key, entry)
        return entry.value
    }

    /// Remembers a verified token.
    mutating func remember(_ token: [UInt8], as value: Verified, until expiresAt: Int64) {
        insert(Key(bytes: token), Entry(value: value, expiresAt: expiresAt))
    }

    /// Forgets everything, for when keys change.
    mutating func forgetAll() {
        young.removeAll(keepingCapacity: true)
        old.removeAll()
    }

    private mutating func insert(_ key: Key, _ entry: Entry) {
        if young.count >= capacity {
            old = young
            young = [:]
            young.reserveCapacity(capacity)
        }
        young[key] = entry
    }
}
