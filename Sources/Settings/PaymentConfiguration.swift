/// Payments and refunds: the keys under `services.payment`.
package struct PaymentConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9003, opsPort: 9103)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  payment:"] + frame.lines
    }
}
