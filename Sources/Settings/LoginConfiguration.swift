/// Who says which account a visitor has, for rooms with `identity: account`: the keys under `identity`.
package struct LoginConfiguration: Sendable, Equatable {
    /// The file of the public keys with which user tokens are verified (`jwks`), a JWK set.
    ///
    /// Default `public/identity.jwks.json` in the data folder, where the identity service keeps its own.
    package var keys: String
    /// The claim `iss` of user tokens (`issuer`); default `identity`.
    package var issuer: String
    /// The claim `aud` of user tokens (`audience`); default `sluice-api`.
    package var audience: String
    /// Where a browser that is not logged in is sent (`login`): a path on the same host.
    ///
    /// `return=` with the address that was wanted is put behind it. The rooms must exempt it. Default
    /// `/login`.
    package var login: String

    /// The defaults over a data folder.
    package init(data: String = ".sluice") {
        keys = "\(data)/public/identity.jwks.json"
        issuer = "identity"
        audience = "sluice-api"
        login = "/login"
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader, data: String) {
        var reader = reader
        self.init(data: data)
        let claim = { (text: String) throws(ValueMistake) -> String in
            guard !text.isEmpty else { throw ValueMistake("must not be empty") }
            return try ScalarText.text(text, limit: 255)
        }
        keys = reader.text("jwks", default: keys) { text throws(ValueMistake) in
            guard !text.isEmpty else { throw ValueMistake("must name a file") }
            guard !text.contains("://") else { throw ValueMistake("must name a file, not an address") }
            return try ScalarText.text(text, limit: 1_024)
        }
        issuer = reader.text("issuer", default: issuer, claim)
        audience = reader.text("audience", default: audience, claim)
        login = reader.text("login", default: login, Self.checkedLogin)
        reader.finish()
    }

    var lines: [String] {
        [
            "identity:",
            "  jwks: \(YAMLText.quoted(keys))",
            "  issuer: \(YAMLText.quoted(issuer))",
            "  audience: \(YAMLText.quoted(audience))",
            "  login: \(YAMLText.quoted(login))",
        ]
    }

    /// A path that a browser takes for one of this host, whatever stands in it.
    private static func checkedLogin(_ text: String) throws(ValueMistake) -> String {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 1_024,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"#\\\"<>".utf8.contains($0) })
        else {
            throw ValueMistake("must be a path on this host such as /login, in printable ASCII without #")
        }
        return text
    }
}
