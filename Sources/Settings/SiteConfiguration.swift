/// The booking site: the keys under `services.site`.
package struct SiteConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// The payment providers that it offers, the first one chosen beforehand (`providers`), at most 8.
    ///
    /// Default `mock` and `sslcommerz`.
    package var providers: [String]

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9000, opsPort: 9100)
        providers = ["mock", "sslcommerz"]
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        providers = reader.texts("providers", default: providers, limit: 8) { text throws(ValueMistake) in
            try ScalarText.name(text)
        }
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  site:"] + frame.lines + ["    providers: \(YAMLText.list(providers.map(YAMLText.quoted)))"]
    }
}
