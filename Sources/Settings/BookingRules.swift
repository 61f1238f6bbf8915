/// How much one account may hold, and for how long: the keys under `services.booking.rules`.
package struct BookingRules: Sendable, Equatable {
    /// The most seats an account may hold or have bought in one trip (`seats_per_trip`); default 4.
    package var seatsPerTrip: Int
    /// The most seats an account may hold or have bought for one day of travel (`seats_per_day`); default 8.
    package var seatsPerDay: Int
    /// How long a hold stands (`hold`); default 5 min.
    package var hold: Duration
    /// How much longer it stands when it is extended, once (`extension`); default 5 min.
    package var prolonging: Duration
    /// How long a hold stands at least from the start of a payment (`payment`); default 10 min.
    package var payment: Duration
    /// The longest that starts of payments can make a hold stand (`longest`); default 30 min.
    package var longest: Duration
    /// How long a waiter has to take what is offered (`offer`); default 15 min.
    package var offer: Duration

    /// The defaults.
    package init() {
        seatsPerTrip = 4
        seatsPerDay = 8
        hold = .seconds(300)
        prolonging = .seconds(300)
        payment = .seconds(600)
        longest = .seconds(1_800)
        offer = .seconds(900)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        seatsPerTrip = reader.plain("seats_per_trip", default: seatsPerTrip, Self.count)
        seatsPerDay = reader.plain("seats_per_day", default: seatsPerDay, Self.count)
        let range = Duration.seconds(1)...(.seconds(86_400))
        hold = reader.duration("hold", default: hold, in: range)
        prolonging = reader.duration("extension", default: prolonging, in: range)
        payment = reader.duration("payment", default: payment, in: range)
        longest = reader.duration("longest", default: longest, in: range)
        offer = reader.duration("offer", default: offer, in: range)
        reader.finish()
    }

    private static func count(_ text: String) throws(ValueMistake) -> Int {
        try ScalarText.integer(text, in: 1...1_000_000)
    }

    /// The mapping as it is printed.
    var lines: [String] {
        let times = [
            ("hold", hold), ("extension", prolonging), ("payment", payment), ("longest", longest),
            ("offer", offer),
        ]
        let keys =
            ["seats_per_trip: \(seatsPerTrip)", "seats_per_day: \(seatsPerDay)"]
            + times.map { "\($0.0): \(ScalarText.text(of: $0.1))" }
        return ["    rules:"] + keys.map { "      " + $0 }
    }
}
