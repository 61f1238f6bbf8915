/// The binary form of numeric (`numeric_send`): digits to the base 10,000.
enum NumericText {
    /// The decimal text, without zeros after the last digit; nil for bytes that are no number.
    static func text(_ value: BinaryValue) -> String? {
        guard let count = value.integer(Int16.self, at: 0), let weight = value.integer(Int16.self, at: 2),
            let sign = value.integer(UInt16.self, at: 4), value.bytes.count == 8 + 2 * Int(count), count >= 0
        else { return nil }
        switch sign {
        case 0xC000: return "NaN"
        case 0xD000: return "Infinity"
        case 0xF000: return "-Infinity"
        case 0, 0x4000: break
        default: return nil
        }
        var whole = ""
        var fraction = ""
        // Digit i counts 10,000 to the power of weight - i; what stands before the first and after the last
        // one is zero.
        let lowest = min(Int(weight) - Int(count) + 1, 0)
        for power in stride(from: max(Int(weight), 0), through: lowest, by: -1) {
            let index = Int(weight) - power
            let isStored = index >= 0 && index < Int(count)
            let digit = isStored ? value.integer(Int16.self, at: 8 + 2 * index) ?? 0 : 0
            let text = String(Int(digit) + 10_000).dropFirst()
            if power >= 0 { whole += text } else { fraction += text }
        }
        while whole.hasPrefix("0") { whole.removeFirst() }
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let number = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
        return sign == 0x4000 ? "-" + number : number
    }
}
