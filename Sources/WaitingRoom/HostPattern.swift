import Bytes

/// Which hosts a route is for: all, one, or all below one.
enum HostPattern: Sendable, Equatable {
    /// Any host, also none.
    case any
    /// This host, in lower case.
    case exact([UInt8])
    /// Any host that ends in this, in lower case and with its leading dot.
    case below([UInt8])

    /// Reads `name`, `*.name` or an address; the port is not a part of it.
    init(_ text: String) throws(RoutePatternError) {
        var bytes = Array(text.utf8).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        let isWildcard = bytes.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")])
        if isWildcard { bytes.removeFirst() }
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        let name = isWildcard ? bytes.dropFirst() : bytes[...]
        let isAddress = name.first == UInt8(ascii: "[") && name.last == UInt8(ascii: "]")
        let inner = isAddress ? name.dropFirst().dropLast() : name
        guard !inner.isEmpty, bytes.count <= 255, !(isAddress && isWildcard) else { throw .badHost(text) }
        for byte in inner where !Self.isNameByte(byte) && !(isAddress && byte == UInt8(ascii: ":")) {
            throw .badHost(text)
        }
        self = isWildcard ? .below(bytes) : .exact(bytes)
    }

    /// 2 for one host, 1 for those below one, 0 for all.
    var exactness: Int {
        switch self {
        case .any: 0
        case .below: 1
        case .exact: 2
        }
    }

    /// The bytes that a host must have or end in.
    var bytes: [UInt8] {
        switch self {
        case .any: []
        case .exact(let bytes), .below(let bytes): bytes
        }
    }

    /// How many bytes of a request's host are its name (no port, no dot at the end), or nil for a bad host.
    static func nameLength(_ host: RawSpan) -> Int? {
        var length = 0
        var isAddress = false
        scan: while length < host.byteCount {
            let byte = host.byte(at: length)
            switch byte {
            case UInt8(ascii: "[") where length == 0: isAddress = true
            case UInt8(ascii: "]") where isAddress:
                length += 1
                break scan
            case UInt8(ascii: ":"):
                if !isAddress { break scan }
            default:
                guard isNameByte(byte | (byte >= 0x41 && byte <= 0x5A ? 0x20 : 0)) else { return nil }
            }
            length += 1
        }
        guard endsInPort(host, from: length) else { return nil }
        if length > 1, host.byte(at: length - 1) == UInt8(ascii: ".") { length -= 1 }
        return length
    }

    private static func endsInPort(_ host: RawSpan, from start: Int) -> Bool {
        guard start < host.byteCount else { return true }
        guard host.byte(at: start) == UInt8(ascii: ":"), host.byteCount - start <= 6 else { return false }
        for index in start + 1..<host.byteCount where host.byte(at: index) &- 0x30 > 9 { return false }
        return true
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
}
