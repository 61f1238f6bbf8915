internal import FoundationEssentials
internal import HTTP

/// Says of a body that is not the expected JSON where it is wrong.
enum JSONMistake {
    /// The problem that a decoder's error is to the client.
    static func error(_ error: any Error) -> ServiceError {
        guard let mistake = error as? DecodingError else { return .badRequest("the body is not JSON") }
        switch mistake {
        case .keyNotFound(let key, let context):
            return at(context.codingPath + [key], "is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return at(context.codingPath, "is of the wrong kind")
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return at(context.codingPath, "is not valid")
        default: return .badRequest("the body is not JSON")
        }
    }

    private static func at(_ path: [any CodingKey], _ detail: String) -> ServiceError {
        let pointer = path.reduce("#") { text, key in
            text + "/" + (key.intValue.map(String.init) ?? snakeCase(key.stringValue))
        }
        return ServiceError(
            .badRequest, "\(pointer) \(detail)", errors: [Problem.Detail(pointer: pointer, detail: detail)])
    }

    /// The name on the wire of one of our properties, with what a JSON Pointer escapes.
    private static func snakeCase(_ name: String) -> String {
        var text = ""
        for character in name.prefix(64) {
            switch character {
            case "~": text += "~0"
            case "/": text += "~1"
            case _ where character.isUppercase && !text.isEmpty: text += "_" + character.lowercased()
            default: text.append(character)
            }
        }
        return text
    }
}
