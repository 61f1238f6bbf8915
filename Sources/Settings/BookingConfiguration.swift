/// Trips, seats, holds and orders: the keys under `services.booking`.
package struct BookingConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// How many days after today are on sale (`sale_days`), 0 to 60; default 5.
    ///
    /// Each day of the sample timetable has 38,000 seats, which take the database some two seconds to make.
    package var saleDays = 5

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9002, opsPort: 9102)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        saleDays = reader.plain("sale_days", default: saleDays) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...60)
        }
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  booking:"] + frame.lines + ["    sale_days: \(saleDays)"]
    }
}
