/// What a seat of a class costs on a train, in minor units.
package struct Fare: Sendable, Hashable {
    /// What every ticket costs.
    package var base: Int64
    /// What a kilometre costs.
    package var perKilometre: Int64
    /// The least that a ticket costs.
    package var minimum: Int64

    /// A fare of its parts.
    package init(base: Int64, perKilometre: Int64, minimum: Int64) {
        self.base = base
        self.perKilometre = perKilometre
        self.minimum = minimum
    }

    /// The price of so many kilometres, rounded up to a whole taka.
    package func price(kilometres: Int) -> Int64 {
        let exact = max(minimum, base + perKilometre * Int64(max(0, kilometres)))
        return (exact + 99) / 100 * 100
    }
}
