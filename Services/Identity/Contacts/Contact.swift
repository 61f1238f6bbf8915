/// What an account is known by: a phone number in E.164 or a mail address, in the one spelling that we keep.
///
/// Two spellings of the same contact are equal: normalising is what makes an account unique.
package struct Contact: Sendable, Hashable {
    /// Which of the two it is.
    package enum Kind: String, Sendable {
        /// A phone number, `+` and 8 to 15 digits.
        case phone
        /// A mail address, in lower case.
        case email
    }

    /// The most bytes of a contact as somebody types it.
    package static let maximumBytes = 254

    /// Which of the two it is.
    package let kind: Kind
    /// The normal spelling.
    package let text: String

    init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// The contact that somebody typed, whichever it is; nil for what is neither.
    package init?(_ typed: String) {
        if typed.utf8.contains(UInt8(ascii: "@")) {
            self.init(email: typed)
        } else {
            self.init(phone: typed)
        }
    }

    /// The contact as an answer may show it to somebody who is not known to own it.
    package var masked: String {
        switch kind {
        case .phone:
            let hidden = String(repeating: "•", count: max(0, text.count - 7))
            return "\(text.prefix(4))\(hidden)\(text.suffix(3))"
        case .email:
            let parts = text.split(separator: "@", maxSplits: 1)
            return "\(text.prefix(1))•••@\(parts.last ?? "")"
        }
    }
}
