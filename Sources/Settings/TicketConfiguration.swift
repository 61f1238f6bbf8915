/// Tickets and check-in: the keys under `services.ticket`.
package struct TicketConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// The railway's name in English (`railway_en`), as it stands on tickets; default `National Railway`.
    package var railwayEnglish: String
    /// The railway's name in Bangla (`railway_bn`); default `জাতীয় রেলওয়ে`.
    package var railwayBangla: String
    /// The relay that takes mails (`mail_relay`), as `host:port`; absent: mails are kept as files.
    ///
    /// Default absent; the files are in `mail` in the data folder.
    package var mailRelay: MailRelayAddress?
    /// From whom mails with tickets come (`mail_from`); default `tickets@localhost`.
    package var mailFrom: String

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9004, opsPort: 9104)
        railwayEnglish = "National Railway"
        railwayBangla = "জাতীয় রেলওয়ে"
        mailFrom = "tickets@localhost"
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        railwayEnglish = reader.text("railway_en", default: railwayEnglish, Self.name)
        railwayBangla = reader.text("railway_bn", default: railwayBangla, Self.name)
        mailRelay = reader.text("mail_relay", default: mailRelay) { text throws(ValueMistake) in
            try MailRelayAddress(text)
        }
        mailFrom = reader.text("mail_from", default: mailFrom, Self.address)
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  ticket:"] + frame.lines
            + (mailRelay.map { ["    mail_relay: \(YAMLText.quoted("\($0)"))"] } ?? []) + [
                "    railway_en: \(YAMLText.quoted(railwayEnglish))",
                "    railway_bn: \(YAMLText.quoted(railwayBangla))",
                "    mail_from: \(YAMLText.quoted(mailFrom))",
            ]
    }

    private static func name(_ text: String) throws(ValueMistake) -> String {
        guard !text.isEmpty else { throw ValueMistake("must not be empty") }
        return try ScalarText.text(text, limit: 80)
    }

    private static func address(_ text: String) throws(ValueMistake) -> String {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#"<>()[]\,;:""#.utf8.contains($0) })
        else { throw ValueMistake("must be a mail address such as tickets@example.org") }
        return try ScalarText.text(text, limit: 254)
    }
}
