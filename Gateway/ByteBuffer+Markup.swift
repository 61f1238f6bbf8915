import Bytes

extension ByteBuffer {
    /// Appends text for HTML content or a quoted attribute.
    mutating func append(markup text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#39;")
            case 0..<0x20 where byte != 0x0A && byte != 0x09: append("\u{FFFD}" as StaticString)
            default: append(byte)
            }
        }
    }

    /// Appends a JSON string, quotes included, that is safe inside a script element.
    ///
    /// `<`, `>` and `&` become escapes, so that neither `</script` nor `<!--` can stand in it.
    mutating func append(json text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case 0..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F:
                append("\\u")
                append(hex: UInt64(byte), width: 4)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends text as the value of a query parameter.
    ///
    /// All but the unreserved characters of RFC 3986 take their percent form.
    mutating func append(query text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(hex: UInt64(byte), width: 2)
            }
        }
    }

    /// Appends a number of 0 to a milliard with three decimals; what is below or none counts as 0.
    mutating func append(thousandths number: Double) {
        let whole = number > 0 ? Int(min(number, 1e9) * 1000 + 0.5) : 0
        append(decimal: whole / 1000)
        append(UInt8(ascii: "."))
        append(decimal: whole % 1000, width: 3)
    }
}
