/// Where a role listens: an address and port, every address of the machine, or a Unix socket.
package enum ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// One address: `127.0.0.1:8080` or `[::1]:8080`; port 0 lets the system choose.
    case address(IPAddress, port: UInt16)
    /// Every address, IPv4 and IPv6: `:8080`.
    case everywhere(port: UInt16)
    /// A socket in the file system: `unix:/run/sluice.sock`.
    case unix(path: String)

    /// The address that a text names; a host name is refused, since it may mean several addresses.
    package init(_ text: String) throws(ValueMistake) {
        if text.hasPrefix("unix:") {
            self = .unix(path: try ServerAddress.unixPath(text.dropFirst(5)))
            return
        }
        if text.hasPrefix(":") {
            self = .everywhere(port: try ServerAddress.port(text.dropFirst()))
            return
        }
        let (host, port) = try ServerAddress.hostAndPort(text)
        guard let address = IPAddress(host) else {
            throw ValueMistake(
                "'\(ScalarText.clipped(text))' needs an address: "
                    + "127.0.0.1:8080, [::1]:8080, :8080 or unix:/path"
            )
        }
        self = .address(address, port: port)
    }

    /// Whether only this machine can reach it.
    package var isLocal: Bool {
        switch self {
        case .address(let address, _): address.isLoopback
        case .everywhere: false
        case .unix: true
        }
    }

    /// Whether the system chooses the port, so that two equal texts are two addresses.
    package var hasPortOfChoice: Bool {
        switch self {
        case .address(_, let port), .everywhere(let port): port == 0
        case .unix: false
        }
    }

    /// The form of the file.
    package var description: String {
        switch self {
        case .address(let address, let port): address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
        case .everywhere(let port): ":\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
