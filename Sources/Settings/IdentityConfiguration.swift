/// Accounts, logins and roles: the keys under `services.identity`.
package struct IdentityConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// Whether it makes accounts with random passwords and shows codes on its ops listener (`demo`).
    ///
    /// Default false; for demonstrations and tests, never for a real sale.
    package var isDemo = false
    /// Whether codes are written to the log (`log_codes`), where no other way to people is set up.
    ///
    /// Default false: a code in a log is a password in a log.
    package var logsCodes = false
    /// The relay that takes codes to mail addresses (`mail_relay`), as `host:port`; default none.
    package var mailRelay: MailRelayAddress?
    /// From whom codes come (`mail_from`); default `accounts@localhost`.
    package var mailFrom = "accounts@localhost"
    /// How many passwords are hashed at once (`password_threads`), 1 to 64; 0, the default, for one a core.
    package var passwordThreads = 0
    /// The memory of one hash (`password_memory`), 1 MiB to 256 MiB; default 19 MiB.
    package var passwordMemory = 19 * 1024 * 1024

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9001, opsPort: 9101)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        let truth = { (text: String) throws(ValueMistake) -> Bool in try ScalarText.boolean(text) }
        isDemo = reader.plain("demo", default: isDemo, truth)
        logsCodes = reader.plain("log_codes", default: logsCodes, truth)
        mailRelay = reader.text("mail_relay", default: mailRelay) { text throws(ValueMistake) in
            try MailRelayAddress(text)
        }
        mailFrom = reader.text("mail_from", default: mailFrom) { text throws(ValueMistake) in
            guard text.split(separator: "@", omittingEmptySubsequences: false).count == 2 else {
                throw ValueMistake("must be a mail address such as accounts@example.org")
            }
            return try ScalarText.text(text, limit: 254)
        }
        passwordThreads = reader.plain("password_threads", default: passwordThreads) {
            text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...64)
        }
        passwordMemory = reader.byteCount(
            "password_memory", default: passwordMemory, in: (1 << 20)...(256 << 20))
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  identity:"] + frame.lines
            + (mailRelay.map { ["    mail_relay: \(YAMLText.quoted("\($0)"))"] } ?? []) + [
                "    mail_from: \(YAMLText.quoted(mailFrom))",
                "    demo: \(isDemo)",
                "    log_codes: \(logsCodes)",
                "    password_threads: \(passwordThreads)",
                "    password_memory: \(ScalarText.text(ofBytes: passwordMemory))",
            ]
    }
}
