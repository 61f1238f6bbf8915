/// The system refused something of a file or folder.
package struct FileFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The call, such as `rename`.
    package let call: String
    /// The path that it was about.
    package let path: String
    /// What errno said.
    package let code: Int32

    /// A failure of its parts.
    package init(_ call: String, _ path: String, code: Int32) {
        self.call = call
        self.path = path
        self.code = code
    }

    /// One sentence for an operator.
    package var description: String { "\(call) \(path): system error \(code)" }
}
