import Bytes

/// Where the fields of a slip stand: fixed offsets, the highest byte first, one spelling a value.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 1 | version, 1 |
/// | 1 | 4 | key id |
/// | 5 | 1 | kind: 1 place, 2 entry, 3 provisional |
/// | 6 | 4 | epoch |
/// | 10 | 6 | gen |
/// | 16 | 6 | time, milliseconds since 1970 |
/// | 22 | 8 | binding |
/// | 30 | 6 | number, or boot id and a sequence of 4 more bytes |
/// | 36 or 40 | 1–32 | room, up to the end |
///
/// What travels is base64url(payload ‖ tag), at most 118 characters.
package enum SlipLayout {
    /// The only version there is.
    package static let version: UInt8 = 1
    /// Bytes of the tag that follows the payload.
    package static let tagLength = 16
    /// The shortest payload: a place in a room with a name of one letter.
    package static let minimumPayload = 37
    /// The longest payload: a provisional slip in a room with the longest name.
    package static let maximumPayload = 72
    /// The longest text of a signed slip, in characters; longer ones need no decoding to be refused.
    package static let maximumText = 118

    static let kind = 5
    static let epoch = 6
    static let gen = 10
    static let time = 16
    static let binding = 22
    static let number = 30
    static let sequence = 36
    static let numberWidth = 6

    /// The id of the key that signed these bytes (payload and tag), or nil when they cannot be a slip.
    ///
    /// Read before anything is trusted, to choose the key; it looks at the length, the version and the id
    /// only.
    package static func keyID(ofSigned bytes: RawSpan) -> UInt32? {
        guard payloadLength(ofSigned: bytes) != nil, bytes.byte(at: 0) == version else { return nil }
        return UInt32(truncatingIfNeeded: bytes.bigEndian(at: 1, width: 4))
    }

    /// How many of these bytes are payload, the rest being the tag, or nil when they cannot be a slip.
    package static func payloadLength(ofSigned bytes: RawSpan) -> Int? {
        let length = bytes.byteCount - tagLength
        return length >= minimumPayload && length <= maximumPayload ? length : nil
    }
}
