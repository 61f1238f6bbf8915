extension PostgresValue {
    /// The text form, which every type of the server reads; empty for NULL, which has none.
    var text: String {
        switch self {
        case .null: ""
        case .bool(let truth): truth ? "t" : "f"
        case .int32(let number): String(number)
        case .int64(let number): String(number)
        case .double(let number): Self.text(number)
        case .text(let text), .json(let text): text
        case .bytes(let bytes): Self.text(bytes)
        case .uuid(let uuid): uuid.description
        case .timestamp(let microseconds): TimestampText.text(microseconds: microseconds)
        case .int32Array(let numbers): Self.array(numbers.map { String($0) })
        case .int64Array(let numbers): Self.array(numbers.map { String($0) })
        case .uuidArray(let uuids): Self.array(uuids.map(\.description))
        case .textArray(let texts): Self.array(texts.map(Self.quoted))
        }
    }

    private static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return "\(number)"
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\\x" + String(decoding: hexadecimal, as: UTF8.self)
    }

    private static func array(_ elements: [String]) -> String {
        "{" + elements.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
