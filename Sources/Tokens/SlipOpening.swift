/// What became of a slip's text (API.md: cookie `__Host-sluice-q`, header `Sluice-Slip`).
package enum SlipOpening: Equatable, Sendable {
    /// The tag is right: the payload lies in this range of the scratch buffer.
    ///
    /// With `isOldKey` a younger key signs now, and the visitor is to get a fresh slip.
    case valid(payload: Range<Int>, keyID: UInt32, isOldKey: Bool)
    /// The key is known and the tag is not its own: somebody made or changed it.
    case forged
    /// No key has that id.
    ///
    /// Reload the keys once, then answer 503 with Retry-After, never "expired" (LINE.md 2.12).
    case unknownKey(UInt32)
    /// The key was retired with the last epoch that it signed in: as good as no slip.
    case retiredKey(UInt32)
    /// Not a slip at all: wrong length or wrong characters.
    case malformed
}
