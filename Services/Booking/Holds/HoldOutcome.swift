/// What a hold's request came to, when it came to a hold.
package enum HoldOutcome: Sendable, Equatable {
    /// The hold is new; the bytes are the answer.
    case made(answer: [UInt8])
    /// The same request was answered before with these bytes.
    case replayed(answer: [UInt8])

    /// The answer's bytes.
    package var answer: [UInt8] {
        switch self {
        case .made(let answer), .replayed(let answer): answer
        }
    }
}
