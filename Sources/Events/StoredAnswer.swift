/// The answer that stands under an idempotency key.
package struct StoredAnswer: Sendable, Equatable {
    /// The HTTP status.
    package var status: Int
    /// The body, byte by byte.
    package var body: [UInt8]
    /// Whether it was stored by an earlier request: the response says `Idempotent-Replayed: true`.
    package var isReplay: Bool

    /// An answer that was made just now.
    package init(status: Int, body: [UInt8], isReplay: Bool = false) {
        self.status = status
        self.body = body
        self.isReplay = isReplay
    }
}
