/// Why keys could not be loaded, made or used; never holds a secret or a part of one.
package enum KeyError: Error, Equatable, Sendable {
    /// There is no key file in the folder.
    case missing(path: String)
    /// The system refused to read or write; `code` is errno.
    case system(path: String, code: Int32)
    /// Somebody but the owner can read the file, or write the folder.
    case openToOthers(path: String)
    /// The file or folder belongs to another user.
    case foreignOwner(path: String)
    /// The first line names a format that this program does not know.
    case unknownFormat(path: String)
    /// A line that is not as the format wants it; lines count from 1.
    case malformed(path: String, line: Int)
    /// Another process is rotating the keys at this moment.
    case busy(path: String)
    /// More keys than a ring holds.
    case tooMany
    /// A kind of key of which the ring has none.
    case noKey
    /// Key bytes that the algorithm refuses.
    case unusable
    /// A JWK set that is not valid JSON, or holds a key that is not as RFC 8037 wants it.
    case malformedSet
    /// A name (issuer, audience, room, subject) or number that a token cannot carry.
    case unusableName
    /// No memory for a key.
    case outOfMemory
}

extension KeyError: CustomStringConvertible {
    /// One sentence for an operator.
    package var description: String {
        switch self {
        case .missing(let path): "there are no keys at \(path)"
        case .system(let path, let code): "\(path): system error \(code)"
        case .openToOthers(let path): "\(path) is open to other users: files want 0600, the folder 0700"
        case .foreignOwner(let path): "\(path) belongs to another user"
        case .unknownFormat(let path): "\(path) is not a key file of this version"
        case .malformed(let path, let line): "\(path), line \(line): not a valid key"
        case .busy(let path): "another process is changing \(path)"
        case .tooMany: "too many keys"
        case .noKey: "no key of that kind"
        case .unusable: "key bytes that the algorithm refuses"
        case .malformedSet: "not a valid JWK set"
        case .unusableName: "a name that a token cannot carry: printable ASCII without quotes, not too long"
        case .outOfMemory: "no memory for a key"
        }
    }
}
