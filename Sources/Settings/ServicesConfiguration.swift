/// The services behind the gateway: the keys under `services`, which may be left out altogether.
package struct ServicesConfiguration: Sendable, Equatable {
    /// How the world reaches the gateway (`base_url`), without a slash at its end.
    ///
    /// It stands in links, in mails and in what payment providers call back. Default the gateway's first
    /// address over plain HTTP.
    package var baseURL: String
    /// Where the gateway's public keys are (`admission_keys`): a file, or an `http://` address of a JWK set.
    ///
    /// Default `public/admission.jwks.json` in the data folder.
    package var admissionKeys: String
    /// Where identity's public keys are (`user_keys`), in the same forms.
    ///
    /// Default `public/identity.jwks.json` in the data folder.
    package var userKeys: String
    /// The booking site.
    package var site: SiteConfiguration
    /// Accounts and logins.
    package var identity: IdentityConfiguration
    /// Trips, seats, holds and orders.
    package var booking: BookingConfiguration
    /// Payments and refunds.
    package var payment: PaymentConfiguration
    /// Tickets and check-in.
    package var ticket: TicketConfiguration

    /// Services with the defaults, over a data folder and behind a gateway that listens there.
    package init(data: String = ".sluice", behind gateway: [ListenAddress] = GatewayConfiguration().listen) {
        baseURL = Self.baseURL(of: gateway.first)
        admissionKeys = "\(data)/public/admission.jwks.json"
        userKeys = "\(data)/public/identity.jwks.json"
        site = SiteConfiguration()
        identity = IdentityConfiguration()
        booking = BookingConfiguration()
        payment = PaymentConfiguration()
        ticket = TicketConfiguration()
    }

    /// How a browser on this machine reaches an address.
    private static func baseURL(of address: ListenAddress?) -> String {
        switch address {
        case .address(let host, let port): "http://\(ListenAddress.address(host, port: port))"
        case .everywhere(let port): "http://127.0.0.1:\(port)"
        case .unix, nil: "http://127.0.0.1:8080"
        }
    }
}
