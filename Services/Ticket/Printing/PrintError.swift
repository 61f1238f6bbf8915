/// Why a ticket could not be drawn.
package enum PrintError: Error, Equatable, Sendable {
    /// The pass does not fit into a QR symbol.
    case noSymbol
    /// No memory, or a document beyond every bound.
    case noDocument
    /// Too many wait for the printer: a retry helps.
    case busy
}

extension PrintError: CustomStringConvertible {
    /// One sentence for an operator.
    package var description: String {
        switch self {
        case .noSymbol: "the pass does not fit into a QR symbol"
        case .noDocument: "the page could not be drawn: no memory, or too large"
        case .busy: "too many tickets wait to be drawn"
        }
    }
}
