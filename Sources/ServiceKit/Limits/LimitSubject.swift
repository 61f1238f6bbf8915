package import HTTP

/// Who or what a limit counts by.
package enum LimitSubject: Sendable {
    /// An account, a login session, an admission session, a phone number: any text.
    case text(String)
    /// A client's address: IPv4 whole, of IPv6 the /64.
    case address(ClientAddress)
}
