internal import Bytes
package import EventLoop
internal import HTTP

/// Which addresses a webhook may go to: an endpoint must not reach into the network that we stand in.
///
/// The check is made on the resolved address that is then connected to, so a name that changes its mind
/// between the two gains nothing. The ranges are those of IANA's special-purpose registries (RFC 6890).
package enum PublicAddress {
    private static let special: [AddressRange] = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { AddressRange(Array($0.utf8).span.bytes) }
    // Of IPv6 only the global unicast range is public at all, and these pieces of it are not.
    private static let global = AddressRange(Array("2000::/3".utf8).span.bytes)
    private static let specialV6: [AddressRange] = [
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ].compactMap { AddressRange(Array($0.utf8).span.bytes) }

    /// Whether anybody in the world may be meant by an address.
    package static func isPublic(_ address: SocketAddress) -> Bool {
        let client: ClientAddress
        switch address {
        case .v4(let bits, _): client = ClientAddress(v4: bits)
        case .v6(let high, let low, _): client = ClientAddress(high: high, low: low)
        case .unix: return false
        }
        if client.isV4 { return !special.contains { $0.contains(client) } }
        guard let global, global.contains(client) else { return false }
        return !specialV6.contains { $0.contains(client) }
    }
}
