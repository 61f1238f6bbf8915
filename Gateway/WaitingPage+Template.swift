import Compression

extension WaitingPage {
    /// What the embedded files of the page can be wrong in.
    package enum Fault: Error, Equatable {
        /// The template has a `{{…}}` that nothing fills.
        case unknownSlot(String)
        /// A `{{` without its `}}`.
        case openSlot
        /// A text that the template or the code asks for and the language lacks.
        case missingText(String)
        /// A line of a catalogue that is not `key = text`.
        case badLine(String)
    }

    /// One piece of the prepared document.
    enum Piece: Sendable {
        /// The same bytes in every page, and the same deflated where that makes them fewer.
        case literal([UInt8], PreparedDeflate?)
        case slot(Slot)
        case hiddenUnless(Views)
        case hiddenWithoutMessage
    }

    /// The document in one language, cut into literals and slots.
    struct Template: Sendable {
        /// In the order of the document; literals never follow each other.
        let pieces: [Piece]
        let words: Words
        /// The sum of all literals.
        let literalBytes: Int
        /// The same for a compressed page, with what gzip adds.
        let compressedBytes: Int

        /// Cuts `source` at its `{{…}}`.
        ///
        /// `t KEY` is a text, `hide VIEWS` an attribute, the others are parts or slots.
        init(_ source: [UInt8], words: Words, parts: [String: [UInt8]]) throws(Fault) {
            var pieces: [Piece] = []
            var literal: [UInt8] = []
            let chunks = String(decoding: WaitingPage.squeezed(source), as: UTF8.self).split(
                separator: "{{", omittingEmptySubsequences: false)
            for (index, chunk) in chunks.enumerated() {
                if index == 0 {
                    literal += chunk.utf8
                    continue
                }
                let halves = chunk.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2 else { throw .openSlot }
                if let constant = try Self.constant(String(halves[0]), words, parts) {
                    literal += constant
                } else {
                    pieces.append(Self.literal(literal))
                    literal = []
                    pieces.append(try Self.piece(halves[0]))
                }
                literal += halves[1].utf8
            }
            pieces.append(Self.literal(literal))
            self.pieces = pieces
            self.words = words
            literalBytes = pieces.reduce(0) { sum, piece in
                if case .literal(let bytes, _) = piece { sum + bytes.count } else { sum }
            }
            compressedBytes = pieces.reduce(GzipAssembler.overhead) { sum, piece in
                guard case .literal(let bytes, let prepared) = piece else { return sum }
                return sum + (prepared?.deflatedCount ?? bytes.count)
            }
        }

        private static func literal(_ bytes: [UInt8]) -> Piece {
            .literal(bytes, PreparedDeflate(bytes.span.bytes))
        }

        /// What is the same in every page of this language.
        private static func constant(
            _ name: String, _ words: Words, _ parts: [String: [UInt8]]
        ) throws(Fault) -> [UInt8]? {
            if let part = parts[name] { return part }
            switch name {
            case "lang": return Array(words.language == .bangla ? "bn".utf8 : "en".utf8)
            case "words": return words.scriptTexts
            case "current en": return words.language == .english ? Array(" aria-current=\"true\"".utf8) : []
            case "current bn": return words.language == .bangla ? Array(" aria-current=\"true\"".utf8) : []
            default: break
            }
            guard name.hasPrefix("t ") else { return nil }
            return try words.markup(String(name.dropFirst(2)))
        }

        /// What differs from page to page.
        private static func piece(_ name: Substring) throws(Fault) -> Piece {
            if let slot = Slot(rawValue: String(name)) { return .slot(slot) }
            let names = name.split(separator: " ")
            if names == ["hide", "message"] { return .hiddenWithoutMessage }
            if names.first == "hide", let views = Views(names: Array(names.dropFirst())) {
                return .hiddenUnless(views)
            }
            throw .unknownSlot(String(name))
        }
    }
}
