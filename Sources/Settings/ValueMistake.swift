/// Why a text is not the value that a key wants: one sentence, without the text when that may be a secret.
package struct ValueMistake: Error, Sendable, Equatable {
    /// The sentence.
    package let message: String

    /// A mistake with its sentence.
    package init(_ message: String) {
        self.message = message
    }
}
