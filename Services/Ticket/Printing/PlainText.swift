/// What may be printed of words that strangers chose: one short line without anything that commands the page.
package enum PlainText {
    /// The most characters (Unicode scalars) that are kept of a name.
    package static let nameLimit = 80
    /// More marks than this on one letter are no script's, but a tower over the lines above.
    private static let marksOnALetter = 4

    /// The text as one line: without controls, directions and private letters, spaces single, cut at `limit`.
    ///
    /// Joiners stay, which Bangla needs. The work is bounded, however long the text is.
    package static func line(_ text: String, limit: Int = nameLimit) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        var marks = 0
        var wantsSpace = false
        for scalar in text.unicodeScalars.prefix(limit * 8) {
            if scalar.properties.isWhitespace {
                wantsSpace = count > 0
                continue
            }
            guard isPrintable(scalar) else { continue }
            marks = isMark(scalar) ? marks + 1 : 0
            guard marks <= marksOnALetter else { continue }
            guard count + (wantsSpace ? 1 : 0) < limit else { break }
            if wantsSpace {
                kept.append(" ")
                count += 1
                wantsSpace = false
            }
            kept.append(scalar)
            count += 1
        }
        return String(kept)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        // Of all format characters only the joiners are letters' own; the others turn or hide text.
        case .format: scalar.value == 0x200C || scalar.value == 0x200D
        default: true
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
