/// A mistake in a timetable's files, with the place where it stands.
package struct FeedError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name in the folder.
    package let file: String
    /// The line, from 1; nil where the whole file is meant.
    package let line: Int?
    /// What is wrong there.
    package let message: String

    init(_ file: String, line: Int? = nil, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// `file:line: message`.
    package var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
