extension ServicesConfiguration {
    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader, data: String, behind gateway: [ListenAddress]) {
        var reader = reader
        self.init(data: data, behind: gateway)
        baseURL = reader.text("base_url", default: baseURL) { text throws(ValueMistake) in
            try Self.baseURL(text)
        }
        admissionKeys = reader.text("admission_keys", default: admissionKeys, Self.keySource)
        userKeys = reader.text("user_keys", default: userKeys, Self.keySource)
        site = SiteConfiguration(reader.mapping("site"))
        identity = IdentityConfiguration(reader.mapping("identity"))
        booking = BookingConfiguration(reader.mapping("booking"))
        payment = PaymentConfiguration(reader.mapping("payment"))
        ticket = TicketConfiguration(reader.mapping("ticket"))
        checkAddresses(reader)
        reader.finish()
    }

    /// Everything that listens, by the name of its service.
    package var frames: [(name: String, frame: ServiceFrame)] {
        [
            ("site", site.frame), ("identity", identity.frame), ("booking", booking.frame),
            ("payment", payment.frame), ("ticket", ticket.frame),
        ]
    }

    var lines: [String] {
        [
            "services:",
            "  base_url: \(YAMLText.quoted(baseURL))",
            "  admission_keys: \(YAMLText.quoted(admissionKeys))",
            "  user_keys: \(YAMLText.quoted(userKeys))",
        ] + site.lines + identity.lines + booking.lines + payment.lines + ticket.lines
    }

    private func checkAddresses(_ reader: MappingReader) {
        var owners: [ListenAddress: String] = [:]
        for (name, frame) in frames {
            for address in [frame.listen, frame.ops] where !address.hasPortOfChoice {
                if let other = owners[address] {
                    reader.note(name, "\(address) is taken by services.\(other)")
                }
                owners[address] = name
            }
        }
    }

    /// The root of a site: a scheme and a host, and nothing that would end up in the middle of a link.
    private static func baseURL(_ text: String) throws(ValueMistake) -> String {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host = ["http://", "https://"].first { trimmed.hasPrefix($0) }.map { trimmed.dropFirst($0.count) }
        guard let host, !host.isEmpty, host.utf8.count <= 255,
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#@\"\\<>".utf8.contains($0) })
        else {
            throw ValueMistake("must be http:// or https:// with a host and perhaps a port, without a path")
        }
        return trimmed
    }

    private static func keySource(_ text: String) throws(ValueMistake) -> String {
        guard !text.isEmpty else { throw ValueMistake("must name a file or an http:// address") }
        guard !text.hasPrefix("https://") else {
            throw ValueMistake("is read over http:// inside the installation, or from a file")
        }
        return try ScalarText.text(text, limit: 1_024)
    }
}
