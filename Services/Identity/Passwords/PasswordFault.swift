/// Why a password may not be used.
package enum PasswordFault: Error, Equatable, Sendable {
    /// Fewer characters than the rule wants.
    case tooShort(atLeast: Int)
    /// More bytes than the rule allows; nothing is ever cut off.
    case tooLong(atMostBytes: Int)
    /// It holds a control character, which no keyboard types again by intent.
    case unprintable
    /// It is one of those that everybody tries first.
    case common
    /// It is the person's own contact or name.
    case personal
}
