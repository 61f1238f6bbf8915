import Bytes

extension WaitingPage.Words {
    /// Which whole number stands for a part.
    private enum Rounding { case down, nearest, up }

    /// Appends a count with the digits and groups of the language; below zero counts as zero.
    func append(number: Int, to out: inout ByteBuffer) {
        let number = max(0, number)
        var bound = 1
        var position = 0
        while bound <= number / 10 {
            bound *= 10
            position += 1
        }
        while true {
            append(digit: number / bound % 10, to: &out)
            if position == 0 { return }
            // English 1,234,567; Bangla 12,34,567: three digits, then pairs.
            let ends =
                language == .bangla ? position == 3 || position > 3 && position % 2 == 1 : position % 3 == 0
            if ends { out.append(UInt8(ascii: ",")) }
            bound /= 10
            position -= 1
        }
    }

    /// Appends a number without groups, at least `width` digits long.
    private func append(plain number: Int, width: Int = 1, to out: inout ByteBuffer) {
        if number >= 10 || width > 1 { append(plain: number / 10, width: width - 1, to: &out) }
        append(digit: number % 10, to: &out)
    }

    private func append(digit: Int, to out: inout ByteBuffer) {
        let digit = UInt8(truncatingIfNeeded: digit)
        if language == .bangla {
            // U+09E6 to U+09EF.
            out.append(0xE0)
            out.append(0xA7)
            out.append(0xA6 + digit)
        } else {
            out.append(0x30 + digit)
        }
    }

    /// Appends what a tab shows of a line.
    func append(tabAhead ahead: Int, to out: inout ByteBuffer) {
        tabAhead.append(to: &out) { _, out in append(number: ahead, to: &out) }
    }

    /// Appends the pace in people a minute, or a dash.
    func append(pace perSecond: Double?, to out: inout ByteBuffer) {
        guard let perSecond, perSecond > 0 else { return out.append("–") }
        let perMinute = Int(min(perSecond, 1e9) * 60 + 0.5)
        pace.append(to: &out) { _, out in append(number: perMinute, to: &out) }
    }

    /// Appends the most likely wait; a line that stands has none.
    func append(likely wait: WaitingPage.Wait?, stands: Bool = false, to out: inout ByteBuffer) {
        if stands { return self.stands.append(to: &out) { _, _ in } }
        guard let wait else { return unknown.append(to: &out) { _, _ in } }
        guard wait.likely >= 60 else { return less.append(to: &out) { _, _ in } }
        about.append(to: &out) { _, out in append(seconds: wait.likely, .nearest, to: &out) }
    }

    /// Appends the interval of the wait, or nothing where it says no more than the likely one.
    func append(range wait: WaitingPage.Wait?, to out: inout ByteBuffer) {
        guard let wait, wait.high >= 60 else { return }
        let low = Self.whole(max(0, wait.low), 60, .down)
        let high = Self.whole(wait.high, 60, .up)
        guard low < high else { return }
        let pattern = high < 90 && low < 1 ? within : range
        pattern.append(to: &out) { name, out in
            if name == UInt8(ascii: "b") {
                append(seconds: wait.high, .up, to: &out)
            } else if high < 90 {
                append(plain: low, to: &out)
            } else {
                append(seconds: wait.low, .down, to: &out)
            }
        }
    }

    /// Appends a duration: whole minutes below ninety, above them hours and five minutes.
    private func append(seconds: Int, _ rule: Rounding, to out: inout ByteBuffer) {
        let total = max(1, Self.whole(max(0, seconds), 60, rule))
        guard total >= 90 else {
            return minutes.append(to: &out) { _, out in append(plain: total, to: &out) }
        }
        let fives = Self.whole(total, 5, rule) * 5
        (fives % 60 == 0 ? hours : hoursMinutes).append(to: &out) { name, out in
            append(plain: name == UInt8(ascii: "h") ? fives / 60 : fives % 60, to: &out)
        }
    }

    /// Appends the time to the opening as hours, minutes and seconds, or a dash.
    func append(countdown seconds: Int?, to out: inout ByteBuffer) {
        guard let seconds else { return out.append("–") }
        let left = max(0, seconds)
        if left >= 3600 {
            append(plain: left / 3600, to: &out)
            out.append(UInt8(ascii: ":"))
        }
        append(plain: left / 60 % 60, width: 2, to: &out)
        out.append(UInt8(ascii: ":"))
        append(plain: left % 60, width: 2, to: &out)
    }

    private static func whole(_ value: Int, _ unit: Int, _ rule: Rounding) -> Int {
        let rest = value % unit
        switch rule {
        case .up: return value / unit + (rest > 0 ? 1 : 0)
        case .nearest: return value / unit + (rest * 2 >= unit ? 1 : 0)
        case .down: return value / unit
        }
    }
}
