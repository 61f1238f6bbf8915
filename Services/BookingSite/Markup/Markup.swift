/// A piece of HTML in which everything that came from outside is escaped.
///
/// It is written as a string literal: literal parts are taken as they are, interpolated texts are escaped,
/// and interpolated markup is put in as it is. So a text cannot become markup by being forgotten:
///
///     let row: Markup = "<td class=\"name\">\(passenger.name)</td>"
///
/// Attribute values stand in double quotes; the same escaping serves both places.
package struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The HTML.
    package private(set) var html: String

    /// Nothing.
    package init() {
        html = ""
    }

    /// A literal, taken as it is; only literals may come this way, never a text from elsewhere.
    package init(stringLiteral value: String) {
        html = value
    }

    /// A literal with escaped texts in it.
    package init(stringInterpolation: Interpolation) {
        html = stringInterpolation.html
    }

    /// Puts more behind it.
    package static func += (left: inout Markup, right: Markup) {
        left.html += right.html
    }

    /// All pieces in order.
    package static func joined(_ pieces: [Markup]) -> Markup {
        var all = Markup()
        for piece in pieces { all += piece }
        return all
    }

    /// What stands between the braces of a literal.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        /// Room for a literal.
        package init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// A part of the literal itself.
        package mutating func appendLiteral(_ literal: String) {
            html += literal
        }

        /// A text from anywhere, escaped.
        package mutating func appendInterpolation(_ text: String) {
            Escape.append(text, to: &html)
        }

        /// A word of ours, as it is.
        package mutating func appendInterpolation(_ word: StaticString) {
            html += "\(word)"
        }

        /// A number.
        package mutating func appendInterpolation(_ number: Int) {
            html += String(number)
        }

        /// Markup, as it is.
        package mutating func appendInterpolation(_ markup: Markup) {
            html += markup.html
        }

        /// Markup where there is some.
        package mutating func appendInterpolation(_ markup: Markup?) {
            if let markup { html += markup.html }
        }

        /// Pieces of markup in order.
        package mutating func appendInterpolation(_ pieces: [Markup]) {
            for piece in pieces { html += piece.html }
        }

        /// An attribute without a value, such as `disabled`, where a condition holds.
        package mutating func appendInterpolation(_ attribute: StaticString, if condition: Bool) {
            if condition { html += " \(attribute)" }
        }
    }
}
