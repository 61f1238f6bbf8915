/// The bounds on what a peer may send as a head or as chunk framing.
///
/// A head over a bound fails with 414 or 431; nothing grows past these numbers whatever a peer sends.
package struct HTTPLimits: Sendable, Equatable {
    /// The longest head in bytes: first line, fields and the empty line; 16 KiB by default.
    package var headBytes: Int
    /// The most fields in a head; 100 by default.
    package var fieldCount: Int
    /// The longest request line in bytes without its line end; 8 KiB by default.
    package var requestLineBytes: Int
    /// The longest trailer section of a chunked body in bytes; 8 KiB by default.
    package var trailerBytes: Int

    /// Limits with the house's defaults.
    package init(
        headBytes: Int = 16_384, fieldCount: Int = 100, requestLineBytes: Int = 8_192,
        trailerBytes: Int = 8_192
    ) {
        // Offsets are kept in 32 bits and one head never needs more than a megabyte.
        self.headBytes = min(max(headBytes, 64), 1 << 20)
        self.fieldCount = min(max(fieldCount, 1), 4_096)
        self.requestLineBytes = min(max(requestLineBytes, 16), 1 << 20)
        self.trailerBytes = min(max(trailerBytes, 0), 1 << 20)
    }
}
