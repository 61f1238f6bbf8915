import Compression

extension WaitingPage {
    /// The document of one state in one language.
    ///
    /// What the state settles is literal here, so that the literals are few and long: they are copied, and
    /// deflate, the better for it.
    struct Document: Sendable {
        /// One part, in the order of the document.
        enum Part: Sendable {
            /// The same bytes in every page of the state, and the same deflated where that makes them fewer.
            case literal([UInt8], PreparedDeflate?)
            case slot(Slot)
            case hiddenWithoutMessage
        }

        /// Literals never follow each other.
        let parts: [Part]
        /// The sum of all literals.
        let literalBytes: Int
        /// The same in a compressed page, with what gzip adds.
        let compressedBytes: Int

        /// Settles what the state says; `known` remembers literals that documents share.
        init(
            _ pieces: [Piece], _ state: State, _ words: Words, known: inout [[UInt8]: PreparedDeflate?]
        ) {
            var parts: [Part] = []
            var literal: [UInt8] = []
            func part() -> Part {
                let prepared = known[literal] ?? PreparedDeflate(literal.span.bytes)
                known[literal] = .some(prepared)
                return .literal(literal, prepared)
            }
            for piece in pieces {
                switch piece {
                // An empty literal takes the other's memory, which documents then share.
                case .literal(let bytes): if literal.isEmpty { literal = bytes } else { literal += bytes }
                case .view: literal += state.view.name.bytes
                case .headline: literal += words.headline(state)
                case .lead: literal += words.lead(state)
                case .hiddenUnless(let views):
                    if !views.contains(state.view) { literal += (" hidden" as StaticString).bytes }
                case .slot(let slot):
                    parts += [part(), .slot(slot)]
                    literal = []
                case .hiddenWithoutMessage:
                    parts += [part(), .hiddenWithoutMessage]
                    literal = []
                }
            }
            parts.append(part())
            self.parts = parts
            var sums = (literal: 0, compressed: GzipAssembler.overhead)
            for case .literal(let bytes, let prepared) in parts {
                sums.literal += bytes.count
                sums.compressed += prepared?.deflatedCount ?? bytes.count
            }
            literalBytes = sums.literal
            compressedBytes = sums.compressed
        }
    }
}

extension StaticString {
    /// The literal's bytes.
    fileprivate var bytes: [UInt8] { withUTF8Buffer { Array($0) } }
}
