internal import Settings

extension PaymentFaults {
    /// The faults that befall one payment, each by its own odds.
    func drawn(using random: inout some RandomNumberGenerator) -> Faults {
        var drawn: Faults = []
        for (name, fault) in Faults.names
        where Int.random(in: 0..<100, using: &random) < percent[name] ?? 0 {
            drawn.insert(fault)
        }
        return drawn
    }
}
