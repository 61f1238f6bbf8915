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

    /// One piece of the template.
    enum Piece: Sendable {
        case literal([UInt8])
        case slot(Slot)
        case hiddenWithoutMessage
        /// What the state alone settles.
        case view, headline, lead, hiddenUnless(Views)
    }

    /// The template in one language, and the documents that it makes for each state.
    struct Template: Sendable {
        let words: Words
        private let documents: [State: Document]

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
                    pieces.append(.literal(literal))
                    literal = []
                    pieces.append(try Self.piece(halves[0]))
                }
                literal += halves[1].utf8
            }
            pieces.append(.literal(literal))
            self.words = words
            var documents: [State: Document] = [:]
            var known: [[UInt8]: PreparedDeflate?] = [:]
            for state in State.allCases {
                documents[state] = Document(pieces, state, words, known: &known)
            }
            self.documents = documents
        }

        /// The document of a state.
        func document(_ state: State) -> Document? { documents[state] }

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
            switch name {
            case "view": return .view
            case "headline": return .headline
            case "lead": return .lead
            default: break
            }
            let names = name.split(separator: " ")
            if names == ["hide", "message"] { return .hiddenWithoutMessage }
            if names.first == "hide", let views = Views(names: Array(names.dropFirst())) {
                return .hiddenUnless(views)
            }
            throw .unknownSlot(String(name))
        }
    }
}
