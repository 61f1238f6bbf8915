/// Tickets and check-in: the keys under `services.ticket`.
package struct TicketConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9004, opsPort: 9104)
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
        ["  ticket:"] + frame.lines
    }
}
