/// One element of a script's answer; answers are flat arrays.
package enum RoomReplyValue: Sendable, Equatable {
    /// An integer.
    case integer(Int64)
    /// A text, or a fraction in digits.
    case text([UInt8])
}
