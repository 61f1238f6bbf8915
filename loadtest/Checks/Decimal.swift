/// Numbers as texts for reports.
enum Decimal {
    /// A number with so many digits after the point, at most six.
    static func text(_ value: Double, _ places: Int = 2) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
        var scale = 1.0
        for _ in 0..<min(places, 6) { scale *= 10 }
        let units = Int((abs(value) * scale).rounded())
        let whole = units / Int(scale)
        let rest = String(units % Int(scale))
        let sign = value < 0 && units != 0 ? "-" : ""
        if places == 0 { return "\(sign)\(whole)" }
        return "\(sign)\(whole)." + String(repeating: "0", count: min(places, 6) - rest.count) + rest
    }

    /// Microseconds as milliseconds.
    static func milliseconds(_ microseconds: Int) -> String { text(Double(microseconds) / 1000, 1) }
}
