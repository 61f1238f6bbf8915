extension SampleConfiguration {
    /// What never waits in the demonstration: payment providers hold no place in a line, keys are public, and
    /// inspectors at work stay logged in and check tickets in.
    static let exempt = [
        "/assets/**", "/pay/**", "/api/payments/webhooks/**", "/api/payments/return/**",
        "/api/identity/jwks.json", "/api/tokens/refresh", "/api/tickets/keys", "/api/tickets/revocations",
        "/api/tickets/*/redeem",
    ]

    /// Which service answers for which paths; everything else is the site's.
    static let routes = [
        (
            "identity",
            ["/api/accounts/**", "/api/sessions/**", "/api/otp/**", "/api/tokens/**", "/api/identity/**"]
        ),
        (
            "booking",
            ["/api/stations/**", "/api/trips/**", "/api/holds/**", "/api/orders/**", "/api/waitlist/**"]
        ),
        ("payment", ["/api/payments/**", "/pay/**"]),
        ("ticket", ["/api/tickets/**"]),
    ].flatMap { upstream, paths in
        paths.map { RouteConfiguration(match: RequestMatch(path: $0), upstream: upstream) }
    }

    /// The services of the demonstration, with accounts and play money.
    var services: ServicesConfiguration {
        var services = ServicesConfiguration(data: data, behind: listen)
        services.identity.isDemo = true
        services.payment.demo = true
        return services
    }

    /// The site and the services as upstreams.
    var upstreamsByName: [String: UpstreamConfiguration] {
        var upstreams = ["site": UpstreamConfiguration(servers: [site])]
        for (name, server) in serviceServers { upstreams[name] = UpstreamConfiguration(servers: [server]) }
        return upstreams
    }

    /// The upstreams of the services as the file has them, behind the site's.
    var serviceUpstreams: String {
        serviceServers.map { name, server in
            "  \(name): {servers: \(YAMLText.list([YAMLText.quoted(server.description)]))}"
        }.joined(separator: "\n")
    }

    private var serviceServers: [(String, ServerAddress)] {
        services.frames.dropFirst().compactMap { name, frame in
            (try? ServerAddress(frame.listen.description)).map { (name, $0) }
        }
    }

    /// The section of the services.
    var servicesText: String {
        let comment = """

            # The services behind the gateway; without this section `sluice up` starts none, and no Postgres.
            # `base_url` is how the world reaches the gateway: where it is not said, at the gateway's first
            # address. `demo: true` of identity makes the accounts of demo.json and shows one-time codes on
            # its ops listener; that of payment takes play money.

            """
        // Not said here: it must follow an address that a flag names.
        let lines = services.lines.map { line in
            line.hasPrefix("  base_url:") ? "  # base_url: https://tickets.example" : line
        }
        return comment + lines.joined(separator: "\n") + "\n"
    }
}
