import Bytes

/// Reads a value of Accept-Encoding.
enum AcceptEncoding {
    /// The most codings of one value that are looked at; browsers send three to five.
    static let mostCodings = 32

    /// Whether the value takes gzip; nil where it does not name it.
    static func namesGzip(_ value: RawSpan) -> Bool? {
        var answer: Bool?
        var start = 0
        for _ in 0..<mostCodings where start < value.byteCount {
            let end = place(of: UInt8(ascii: ","), in: value, start, value.byteCount)
            let semicolon = place(of: UInt8(ascii: ";"), in: value, start, end)
            let coding = value.extracting(trimmed(value, start, semicolon))
            if coding.equalsIgnoringCase("gzip") || coding.equalsIgnoringCase("x-gzip") {
                let taken =
                    semicolon == end || hasWeight(value.extracting(trimmed(value, semicolon + 1, end)))
                answer = (answer ?? true) && taken
            }
            start = end + 1
        }
        // What lies behind the bound could say no.
        return start < value.byteCount ? false : answer
    }

    /// Whether a parameter is `q=` with a number above 0 and not above 1, of at most three decimals.
    private static func hasWeight(_ parameter: RawSpan) -> Bool {
        let count = parameter.byteCount
        guard count >= 3, count <= 7, parameter.extracting(first: 2).equalsIgnoringCase("q=") else {
            return false
        }
        let whole = parameter.byte(at: 2)
        guard whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1") else { return false }
        if count > 3, parameter.byte(at: 3) != UInt8(ascii: ".") { return false }
        var decimals = 0
        for index in min(4, count)..<count {
            let digit = parameter.byte(at: index)
            guard digit >= 0x30, digit <= 0x39 else { return false }
            decimals = decimals * 10 + Int(digit - 0x30)
        }
        return whole == UInt8(ascii: "0") ? decimals > 0 : decimals == 0
    }

    /// The first place of a byte in `start..<end`, else `end`.
    private static func place(of byte: UInt8, in value: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, value.byte(at: index) != byte { index += 1 }
        return index
    }

    /// Where what stands between two places lies, without the blanks around it.
    private static func trimmed(_ value: RawSpan, _ start: Int, _ end: Int) -> Range<Int> {
        var low = start
        var high = end
        while low < high, isBlank(value.byte(at: low)) { low += 1 }
        while high > low, isBlank(value.byte(at: high - 1)) { high -= 1 }
        return low..<high
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
