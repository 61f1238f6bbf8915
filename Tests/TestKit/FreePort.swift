package import Glibc
internal import Synchronization

/// Ports of 127.0.0.1 for servers that must be told theirs before they start.
///
/// They lie below those that the kernel gives to outgoing connections, and none is given twice by one
/// process: a port between its choice and its server's start is nobody else's.
package enum FreePort {
    /// Below `net.ipv4.ip_local_port_range` as Linux has it.
    private static let range: Range<UInt16> = 12_000..<32_000
    private static let last = Atomic<UInt32>(UInt32.random(in: 0..<20_000))

    /// One that nobody listens on now and that this process has not been given.
    package static func next() -> UInt16 {
        for _ in 0..<range.count {
            let turn = last.wrappingAdd(1, ordering: .relaxed).newValue
            let port = range.lowerBound + UInt16(turn % UInt32(range.count))
            if isFree(port) { return port }
        }
        // Only a machine where 20,000 ports are in use gets here, and no test can go on without one.
        preconditionFailure("every port from \(range.lowerBound) to \(range.upperBound) is taken")
    }

    /// A port of this machine as `bind` and `connect` want it; 0 for one of the kernel's choice.
    package static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = loopback(port)
        // Sound: bind reads the address as long as the call lasts.
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
