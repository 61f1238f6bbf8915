/// Checks a host with an optional port, as it stands in Host and in an absolute target.
///
/// Stricter than the grammar of RFC 3986: no user information, no percent signs or sub-delimiters in names,
/// no empty host, no empty port, ports up to 65535. What is left means the same to every server behind us.
enum Authority {
    /// Whether the bytes are such an authority; with `port: .required` only with a port.
    static func isValid(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>, portRequired: Bool = false)
        -> Bool
    {
        var index = range.lowerBound
        let end = range.upperBound
        if index < end, bytes[index] == 0x5B {
            index += 1
            let start = index
            while index < end, ByteSet.address.contains(bytes[index]) { index += 1 }
            guard index - start >= 2, index < end, bytes[index] == 0x5D else { return false }
            index += 1
        } else {
            let start = index
            let set = ByteSet.host
            while index < end, set.contains(bytes[index]) { index += 1 }
            guard index > start, index - start <= 255 else { return false }
        }
        if index == end { return !portRequired }
        guard bytes[index] == 0x3A else { return false }
        return isPort(bytes, index + 1..<end)
    }

    private static func isPort(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 1, range.count <= 5 else { return false }
        var port = 0
        for index in range {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return false }
            port = port * 10 + Int(bytes[index] - 0x30)
        }
        return port <= 65_535
    }

    /// Whether two authorities are the same but for capitals.
    static func same(_ bytes: UnsafePointer<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for offset in 0..<left.count {
            guard fold(bytes[left.lowerBound + offset]) == fold(bytes[right.lowerBound + offset]) else {
                return false
            }
        }
        return true
    }

    private static func fold(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
