import HTTP
import WaitingRoom

/// What a request's slip turned out to be.
enum SlipReading {
    /// The request carries none.
    case none
    /// A true slip; with `isOldKey` the visitor is to get a fresh one.
    case valid(Slip, isOldKey: Bool)
    /// Made up, changed, cut off, or for another room: as good as none, and told so where a slip is needed.
    case invalid
    /// Signed with a key that this gateway does not have (yet).
    case unknownKey

    /// The problem to tell where a place is needed and the request proves none; nil for a true slip.
    ///
    /// An unknown key is never "invalid": the keys are read again and the client asks again (LINE.md 2.12).
    var problem: ProblemCode? {
        switch self {
        case .none: .slipRequired
        case .invalid: .slipInvalid
        case .unknownKey: .lineHeld
        case .valid: nil
        }
    }
}
