/// What one class of a trip offers for a stretch.
package struct ClassModel: Sendable, Codable, Hashable {
    /// The class, such as `s_chair`.
    package var code: String
    /// What it is called.
    package var name: LocalizedName
    /// How many seats are free on the whole stretch.
    package var free: Int
    /// How many seats there are.
    package var seats: Int
    /// For one seat.
    package var fare: Money
    /// Always `BDT`.
    package var currency: String

    /// A value of its parts.
    package init(
        code: String, name: LocalizedName, free: Int, seats: Int, fare: Money, currency: String = "BDT"
    ) {
        self.code = code
        self.name = name
        self.free = free
        self.seats = seats
        self.fare = fare
        self.currency = currency
    }
}
