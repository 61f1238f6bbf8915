/// What stands under a client's key.
package struct KnownKey: Sendable, Equatable {
    /// Whether it is the answer to the same body.
    package var isSameRequest: Bool
    /// The answer's bytes.
    package var answer: [UInt8]

    /// An answer under a key.
    package init(isSameRequest: Bool, answer: [UInt8]) {
        self.isSameRequest = isSameRequest
        self.answer = answer
    }
}
