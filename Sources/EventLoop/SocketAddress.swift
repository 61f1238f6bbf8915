import Glibc
internal import CLinux

/// Where a socket listens or connects: IPv4, IPv6 or a Unix path.
package enum SocketAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 address in host order, and a port.
    case v4(UInt32, port: UInt16)
    /// An IPv6 address as its two halves in host order, and a port.
    case v6(UInt64, UInt64, port: UInt16)
    /// A path of at most 107 bytes.
    case unix(String)

    /// Reads `127.0.0.1:80`, `[::1]:80` or `unix:/path`; names are not resolved here.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty, path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        self.init(host: String(text[..<colon]), port: port)
    }

    /// An address from a numeric host, IPv6 with or without brackets, and a port.
    package init?(host: String, port: UInt16) {
        var host = host
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr), port: port)
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return nil }
        self = withUnsafeBytes(of: &six) { bytes in
            .v6(
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)), port: port)
        }
    }

    /// The address family for `socket(2)`.
    package var family: Int32 {
        switch self {
        case .v4: AF_INET
        case .v6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// The port, or nil for a Unix path.
    package var port: UInt16? {
        switch self {
        case .v4(_, let port), .v6(_, _, let port): port
        case .unix: nil
        }
    }

    /// Whether the address is of this machine: loopback or a Unix path.
    package var isLoopback: Bool {
        switch self {
        case .v4(let address, _): address >> 24 == 127
        case .v6(let high, let low, _):
            (high == 0 && low == 1) || (high == 0 && low >> 32 == 0xFFFF && (low >> 24) & 0xFF == 127)
        case .unix: true
        }
    }

    /// The text form that `init` reads.
    package var description: String {
        switch self {
        case .v4(let address, let port):
            "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255):\(port)"
        case .v6(let high, let low, let port): "[\(Self.text(high, low))]:\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, &address, &buffer, socklen_t(buffer.count))
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Reads the kernel's form, as `accept4` and `getsockname` fill it.
    init?(_ storage: sockaddr_storage) {
        var storage = storage
        let address: SocketAddress? = withUnsafePointer(to: &storage) { pointer in
            // Sound: sockaddr_storage is large enough and aligned for each family's form.
            switch Int32(pointer.pointee.ss_family) {
            case AF_INET:
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    .v4(
                        UInt32(bigEndian: $0.pointee.sin_addr.s_addr),
                        port: UInt16(bigEndian: $0.pointee.sin_port))
                }
            case AF_INET6:
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                    withUnsafeBytes(of: six.pointee.sin6_addr) { bytes in
                        .v6(
                            UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                            port: UInt16(bigEndian: six.pointee.sin6_port))
                    }
                }
            case AF_UNIX: .unix("")
            default: nil
            }
        }
        guard let address else { return nil }
        self = address
    }

    /// Lends the kernel's form for `bind` and `connect`.
    func withKernelForm<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(family)
        var length = 0
        withUnsafeMutableBytes(of: &storage) { bytes in
            // Sound: the offsets are those of sockaddr_in, sockaddr_in6 and sockaddr_un, which all fit.
            switch self {
            case .v4(let address, let port):
                bytes.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
                bytes.storeBytes(of: address.bigEndian, toByteOffset: 4, as: UInt32.self)
                length = MemoryLayout<sockaddr_in>.size
            case .v6(let high, let low, let port):
                bytes.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
                bytes.storeBytes(of: high.bigEndian, toByteOffset: 8, as: UInt64.self)
                bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt64.self)
                length = MemoryLayout<sockaddr_in6>.size
            case .unix(let path):
                let utf8 = Array(path.utf8.prefix(107))
                for (index, byte) in utf8.enumerated() { bytes[2 + index] = byte }
                length = 2 + utf8.count + 1
            }
        }
        return withUnsafePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }
}
