/// A key of the file that a variable of the environment, and perhaps a flag, may put a value over.
package struct OverridableKey: Sendable {
    /// The key's path in the file.
    package let path: [String]
    /// The variable; with `_FILE` after it, it names a file that holds the value.
    package let variable: String
    /// The flag without its dashes.
    package let flag: String?
    /// What the variable's text stands for.
    package let kind: Kind

    /// What a variable's text stands for.
    package enum Kind: Sendable {
        /// One value.
        case value
        /// A list: the variable is split at commas, the flag may be repeated.
        case list
        /// A truth value, for which a variable may also say 1 or 0.
        case truth
    }

    init(_ path: String, _ variable: String, flag: String? = nil, _ kind: Kind = .value) {
        self.path = path.split(separator: ".").map(String.init)
        self.variable = variable
        self.flag = flag
        self.kind = kind
    }

    /// All of them.
    package static let all: [OverridableKey] = [
        OverridableKey("data", "SLUICE_DATA", flag: "data"),
        OverridableKey("keys", "SLUICE_KEYS", flag: "keys"),
        OverridableKey("redis", "SLUICE_REDIS", flag: "redis"),
        OverridableKey("postgres", "SLUICE_POSTGRES", flag: "postgres"),
        OverridableKey("log.level", "SLUICE_LOG_LEVEL", flag: "log-level"),
        OverridableKey("token.issuer", "SLUICE_TOKEN_ISSUER"),
        OverridableKey("token.audience", "SLUICE_TOKEN_AUDIENCE"),
        OverridableKey("token.algorithm", "SLUICE_JWT_ALG"),
        OverridableKey("gateway.listen", "SLUICE_LISTEN", flag: "listen", .list),
        OverridableKey("gateway.ops", "SLUICE_OPS", flag: "ops"),
        OverridableKey("gateway.loops", "SLUICE_LOOPS", flag: "loops"),
        OverridableKey("gateway.trusted_proxies", "SLUICE_TRUSTED_PROXIES", .list),
        OverridableKey("gateway.insecure_cookies", "SLUICE_COOKIE_INSECURE", .truth),
        OverridableKey("gateway.drain_delay", "SLUICE_DRAIN_DELAY"),
    ]
}
