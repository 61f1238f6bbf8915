internal import Contracts
internal import CPango
internal import Glibc

/// Draws marks as a PDF or a PNG; it blocks for some milliseconds, so never on a loop's thread.
///
/// Every document is made, drawn and freed within one call, on the caller's thread, with that thread's own
/// font map: any number of threads may draw at once.
package enum TicketPrinter {
    /// The size of a page in points: A5, lying.
    package static let pageSize = PagePoint(595.276, 419.528)
    private static let families = "Noto Sans, Noto Sans Bengali"

    /// A finished document.
    package struct Document: Sendable {
        /// Its bytes.
        package let bytes: [UInt8]
        /// How many glyphs no font had: a box stands in their place.
        package let missingGlyphs: Int
    }

    /// A PDF with a page for each list of marks; `date` is an ISO 8601 moment in UTC.
    ///
    /// The same marks, title and date give the same bytes.
    package static func pdf(
        _ pages: [[PageMark]], title: String, date: String
    ) throws(PrintError) -> Document {
        guard !pages.isEmpty, let page = cpango_pdf(pageSize.x, pageSize.y, families, title, date) else {
            throw .noDocument
        }
        defer { cpango_free(page) }
        for (index, marks) in pages.enumerated() {
            if index > 0 { cpango_next(page) }
            for mark in marks { draw(mark, on: page) }
        }
        return try finish(page)
    }

    /// A PNG of so many pixels a point.
    package static func png(_ marks: [PageMark], scale: Double = 2) throws(PrintError) -> Document {
        guard (0.1...8).contains(scale), let page = cpango_png(pageSize.x, pageSize.y, families, scale) else {
            throw .noDocument
        }
        defer { cpango_free(page) }
        for mark in marks { draw(mark, on: page) }
        return try finish(page)
    }

    private static func finish(_ page: OpaquePointer) throws(PrintError) -> Document {
        guard cpango_finish(page) == 1 else { throw .noDocument }
        var count = 0
        guard let bytes = cpango_bytes(page, &count) else { throw .noDocument }
        // Sound: the door says how many bytes there are, and they live until the page is freed.
        let copy = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
        return Document(bytes: copy, missingGlyphs: Int(cpango_missing_drawn(page)))
    }

    private static func draw(_ mark: PageMark, on page: OpaquePointer) {
        switch mark {
        case .fill(let box, let corner, let color):
            cpango_fill(page, box.x, box.y, box.width, box.height, corner, color.rawValue)
        case .outline(let box, let corner, let line, let color):
            cpango_outline(page, box.x, box.y, box.width, box.height, corner, line, color.rawValue)
        case .line(let from, let to, let width, let dash, let gap, let color):
            cpango_line(page, from.x, from.y, to.x, to.y, width, dash, gap, color.rawValue)
        case .disc(let point, let radius, let color):
            cpango_disc(page, point.x, point.y, radius, color.rawValue)
        case .text(let text):
            draw(text, on: page)
        case .symbol(let symbol, let point, let square):
            cpango_grid(
                page, point.x, point.y, square, symbol.modules, symbol.side, PageColor.ink.rawValue)
        }
    }

    private static func draw(_ text: PageText, on page: OpaquePointer) {
        var style = cpango_style(
            size: text.size, least_size: text.leastSize, width: text.width, lines: text.lines,
            bold: text.bold ? 1 : 0, align: text.alignment.rawValue, color: text.color.rawValue)
        let words = printable(text.text, on: page)
        cpango_text(
            page, &style, text.language.rawValue, words, words.utf8.count, text.place.x, text.place.y)
    }

    /// The text with a question mark for every letter that no font has, so that no ticket shows a box.
    private static func printable(_ text: String, on page: OpaquePointer) -> String {
        guard cpango_missing(page, text, text.utf8.count) > 0 else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let letter = String(scalar)
            scalars.append(cpango_missing(page, letter, letter.utf8.count) > 0 ? "?" : scalar)
        }
        return String(scalars)
    }
}
