/// One file of a timetable: comma-separated values (RFC 4180) with a header, read strictly and within bounds.
///
/// UTF-8, perhaps with a byte order mark; lines end with LF or CRLF; every row has as many fields as the
/// header; quotes only around a whole field; no control characters in a field, as GTFS wants it. Columns that
/// nobody asks for are allowed.
struct FeedTable {
    /// The most bytes of a file.
    static let maximumBytes = 8 * 1024 * 1024
    private static let maximumRows = 200_000
    private static let maximumColumns = 64
    private static let maximumFieldBytes = 1024

    let name: String
    private(set) var rows: [FeedRow] = []
    private var columns: [String: Int] = [:]

    init(_ name: String, _ bytes: [UInt8]) throws(FeedError) {
        self.name = name
        guard bytes.count <= Self.maximumBytes else {
            throw FeedError(name, "more than \(Self.maximumBytes) bytes")
        }
        var content = bytes[...]
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        var line = 0
        while !content.isEmpty {
            line += 1
            let end = content.firstIndex(of: UInt8(ascii: "\n")) ?? content.endIndex
            var text = content[content.startIndex..<end]
            content = content[min(end + 1, content.endIndex)...]
            if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
            let fields = try fields(text, line)
            if line == 1 { try takeHeader(fields) } else { try take(fields, line) }
        }
        guard line > 0 else { throw FeedError(name, "is empty") }
    }

    /// The place of a column that must be there.
    func column(_ column: String) throws(FeedError) -> Int {
        guard let index = columns[column] else { throw FeedError(name, line: 1, "has no column \(column)") }
        return index
    }

    /// The place of a column, nil where the file has none of that name.
    func optionalColumn(_ column: String) -> Int? { columns[column] }

    private mutating func takeHeader(_ fields: [String]) throws(FeedError) {
        for (index, field) in fields.enumerated() {
            guard !field.isEmpty else { throw FeedError(name, line: 1, "column \(index + 1) has no name") }
            guard columns.updateValue(index, forKey: field) == nil else {
                throw FeedError(name, line: 1, "column \(field) stands twice")
            }
        }
    }

    private mutating func take(_ fields: [String], _ line: Int) throws(FeedError) {
        guard fields.count == columns.count else {
            throw FeedError(name, line: line, "\(fields.count) fields, the header has \(columns.count)")
        }
        guard rows.count < Self.maximumRows else { throw FeedError(name, line: line, "too many rows") }
        rows.append(FeedRow(file: name, line: line, fields: fields))
    }

    // MARK: One line

    private func fields(_ line: ArraySlice<UInt8>, _ number: Int) throws(FeedError) -> [String] {
        var fields: [String] = []
        var rest = line
        while true {
            guard fields.count < Self.maximumColumns else {
                throw FeedError(name, line: number, "more than \(Self.maximumColumns) fields")
            }
            let (bytes, after) =
                rest.first == UInt8(ascii: "\"")
                ? try quoted(rest.dropFirst(), number) : try plain(rest, number)
            fields.append(try text(bytes, number))
            if after.isEmpty { return fields }
            rest = after.dropFirst()
        }
    }

    /// A field without quotes, and what follows it: nothing, or a comma and more.
    private func plain(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(FeedError) -> ([UInt8], ArraySlice<UInt8>) {
        let end = line.firstIndex(of: UInt8(ascii: ",")) ?? line.endIndex
        let field = line[line.startIndex..<end]
        guard !field.contains(UInt8(ascii: "\"")) else {
            throw FeedError(name, line: number, "a quote within a field that has none around it")
        }
        return (Array(field), line[end...])
    }

    private func quoted(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) throws(FeedError) -> ([UInt8], ArraySlice<UInt8>) {
        var field: [UInt8] = []
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            index += 1
            if byte != UInt8(ascii: "\"") {
                field.append(byte)
            } else if index < line.endIndex, line[index] == UInt8(ascii: "\"") {
                field.append(byte)
                index += 1
            } else {
                guard index == line.endIndex || line[index] == UInt8(ascii: ",") else {
                    throw FeedError(name, line: number, "something follows a closing quote")
                }
                return (field, line[index...])
            }
        }
        throw FeedError(name, line: number, "a quote is not closed on its line")
    }

    private func text(_ bytes: [UInt8], _ number: Int) throws(FeedError) -> String {
        guard bytes.count <= Self.maximumFieldBytes else {
            throw FeedError(name, line: number, "a field of more than \(Self.maximumFieldBytes) bytes")
        }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw FeedError(name, line: number, "a control character")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FeedError(name, line: number, "not UTF-8")
        }
        return text
    }
}
