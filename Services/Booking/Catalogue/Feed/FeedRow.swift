internal import Contracts

/// One row of a timetable's file; each read names what it expects, and a mistake has the row's place.
struct FeedRow {
    let file: String
    let line: Int
    let fields: [String]

    /// A mistake in this row.
    func mistake(_ message: String) -> FeedError { FeedError(file, line: line, message) }

    /// A text that must not be empty.
    func text(_ column: Int) throws(FeedError) -> String {
        guard !fields[column].isEmpty else { throw mistake("field \(column + 1) is empty") }
        return fields[column]
    }

    /// A text of a column that the file may not have, nil also where it is empty.
    func optional(_ column: Int?) -> String? {
        guard let column, !fields[column].isEmpty else { return nil }
        return fields[column]
    }

    /// An id as databases, paths and keys carry it: letters, digits, hyphen and underscore.
    func id(_ column: Int, limit: Int = 32) throws(FeedError) -> String {
        let text = try text(column)
        let isPlain = text.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D || $0 == 0x5F
        }
        guard isPlain, text.utf8.count <= limit else {
            throw mistake("\(text) is no id: at most \(limit) letters, digits, - and _")
        }
        return text
    }

    /// A whole number in a range.
    func integer(_ column: Int, in range: ClosedRange<Int>) throws(FeedError) -> Int {
        let text = try text(column)
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text),
            range.contains(number)
        else { throw mistake("\(text) is no number from \(range.lowerBound) to \(range.upperBound)") }
        return number
    }

    /// A number with a point in a range.
    func decimal(_ column: Int, in range: ClosedRange<Double>) throws(FeedError) -> Double {
        let text = try text(column)
        guard text.utf8.count <= 24, let number = Double(text), range.contains(number) else {
            throw mistake("\(text) is no number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A time of a service day in seconds: `HH:MM:SS`, which goes past midnight up to 71:59:59.
    func time(_ column: Int) throws(FeedError) -> Int {
        let text = try text(column)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil
        }
        guard parts.count == 3, numbers.count == 3, (1...2).contains(parts[0].utf8.count),
            parts[1].utf8.count == 2, parts[2].utf8.count == 2, numbers[0] < 72, numbers[1] < 60,
            numbers[2] < 60
        else { throw mistake("\(text) is no time such as 07:30:00") }
        return numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
    }

    /// A day: `YYYYMMDD`.
    func day(_ column: Int) throws(FeedError) -> CivilDate {
        let text = try text(column)
        let digits = Array(text.utf8)
        guard digits.count == 8,
            let day = CivilDate("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
        else { throw mistake("\(text) is no day such as 20261130") }
        return day
    }
}
