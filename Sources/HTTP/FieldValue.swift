/// Reads the few field values that must be exactly one thing.
enum FieldValue {
    /// A Content-Length: decimal digits alone, at most 18 of them, so that it cannot overflow.
    static func length(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) -> Int? {
        guard value.count >= 1, value.count <= 18 else { return nil }
        var number = 0
        for index in value {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            number = number * 10 + Int(bytes[index] - 0x30)
        }
        return number
    }

    /// Whether an Expect value is `100-continue`, whatever its capitals.
    static func isContinue(_ bytes: UnsafePointer<UInt8>, _ value: Range<Int>) -> Bool {
        // Values have no control bytes, so that folding in words is exact here too.
        value.count == 12 && Word.equalFolded(bytes + value.lowerBound, 12, "100-continue")
    }
}
