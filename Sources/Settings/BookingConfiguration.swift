/// Trips, seats, holds and orders: the keys under `services.booking`.
package struct BookingConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// How much one account may hold, and for how long.
    package var rules = BookingRules()

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9002, opsPort: 9102)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        rules = BookingRules(reader.mapping("rules"))
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  booking:"] + frame.lines + rules.lines
    }
}
