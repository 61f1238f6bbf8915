/// A payment's or refund's id as providers take it: 26 letters and digits, since SSLCommerz allows 30 and a
/// hyphenated UUID has 36.
///
/// Base 32 without i, l, o and u, so that it can be read out over a telephone.
enum TransactionName {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The name of an id of sixteen bytes.
    static func text(_ id: (UInt64, UInt64)) -> String {
        var (high, low) = id
        var digits = [UInt8](repeating: 0, count: 26)
        for index in stride(from: 25, through: 0, by: -1) {
            digits[index] = alphabet[Int(low & 31)]
            low = low >> 5 | high << 59
            high >>= 5
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The id that a name spells, or nil; a name has one spelling.
    static func id(_ text: some StringProtocol) -> (UInt64, UInt64)? {
        guard text.utf8.count == 26 else { return nil }
        var (high, low): (UInt64, UInt64) = (0, 0)
        for (index, byte) in text.utf8.enumerated() {
            guard let digit = alphabet.firstIndex(of: byte), index > 0 || digit < 8 else { return nil }
            high = high << 5 | low >> 59
            low = low << 5 | UInt64(digit)
        }
        return (high, low)
    }
}
