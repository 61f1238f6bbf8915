package import EventLoop
package import HTTP

extension SocketAddress {
    /// The address as limits and forwarding see it; a Unix socket counts as loopback.
    package var clientAddress: ClientAddress {
        switch self {
        case .v4(let address, _): ClientAddress(v4: address)
        case .v6(let high, let low, _): ClientAddress(high: high, low: low)
        case .unix: ClientAddress(v4: 0x7F00_0001)
        }
    }
}
