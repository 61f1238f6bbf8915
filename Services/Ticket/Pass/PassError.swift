/// Why a text is no ticket of ours, or why a pass cannot be made.
package enum PassError: Error, Equatable, Sendable {
    /// It does not begin as tickets do, or is far too long.
    case notATicket
    /// Characters that the encoding does not have.
    case badEncoding
    /// A version that this program does not know.
    case unknownVersion(UInt8)
    /// The fields are not as they must be; the name of the first that is not.
    case malformed(String)
    /// Signed by a key that is not among those known here: perhaps a younger one.
    case unknownKey(UInt32)
    /// The signature is not the key's.
    case badSignature
    /// The key could not sign.
    case cannotSign
}

extension PassError: CustomStringConvertible {
    /// A few words for a person.
    package var description: String {
        switch self {
        case .notATicket: "not a ticket"
        case .badEncoding: "not a whole ticket: characters are missing or wrong"
        case .unknownVersion(let version): "a ticket of version \(version), which this program does not know"
        case .malformed(let field): "not a valid ticket: \(field)"
        case .unknownKey(let id):
            "signed by a key that is not in the key file: \(String(id, radix: 16))"
        case .badSignature: "the signature is wrong: changed or forged"
        case .cannotSign: "the key could not sign"
        }
    }
}
