import Glibc

/// The address of a probe's endpoint, as `connect` wants it.
struct SocketAddress {
    let family: Int32
    /// A stream socket that neither blocks nor survives exec.
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    private let storage: [UInt8]

    /// The endpoint's address, or nil when its path is too long or its digits are none.
    init?(_ endpoint: ProbeEndpoint) {
        switch endpoint {
        case .unix(let path):
            var address = sockaddr_un()
            let room = MemoryLayout.size(ofValue: address.sun_path)
            guard !path.isEmpty, path.utf8.count < room else { return nil }
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            family = AF_UNIX
            storage = Self.bytes(of: address)
        case .tcp(let text, let port) where text.contains(":"):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            guard inet_pton(AF_INET6, text, &address.sin6_addr) == 1 else { return nil }
            family = AF_INET6
            storage = Self.bytes(of: address)
        case .tcp(let text, let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            guard inet_pton(AF_INET, text, &address.sin_addr) == 1 else { return nil }
            family = AF_INET
            storage = Self.bytes(of: address)
        }
    }

    /// Lends the address and its length.
    func withPointer<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var copy = sockaddr_storage()
        withUnsafeMutableBytes(of: &copy) { $0.copyBytes(from: storage) }
        return withUnsafePointer(to: &copy) {
            // Sound: sockaddr_storage is large and aligned enough for every address, and C reads it by
            // family.
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(storage.count)) }
        }
    }

    private static func bytes<Address>(of address: Address) -> [UInt8] {
        withUnsafeBytes(of: address) { Array($0) }
    }
}
