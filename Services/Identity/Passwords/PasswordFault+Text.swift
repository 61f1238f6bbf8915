extension PasswordFault {
    /// One sentence for the person who chose it, without the password.
    var sentence: String {
        switch self {
        case .tooShort(let count): "it needs at least \(count) characters"
        case .tooLong(let count): "it may have at most \(count) bytes"
        case .unprintable: "it holds a control character"
        case .common: "it is one of the passwords that are tried first"
        case .personal: "it is your own name or contact"
        }
    }
}
