import Bytes

extension WaitingPage {
    /// A text with placeholders of one letter, such as `about {n}`, cut into its parts once.
    struct Pattern: Sendable {
        private var parts: [(literal: [UInt8], placeholder: UInt8)] = []
        private let tail: [UInt8]

        /// Cuts bytes, not characters: to a `String`, a brace and the vowel sign after it are one character.
        init(_ text: String) {
            let bytes = Array(text.utf8)
            var start = 0
            var index = 0
            while index + 2 < bytes.count {
                if bytes[index] == UInt8(ascii: "{"), bytes[index + 2] == UInt8(ascii: "}") {
                    parts.append((Self.escaped(bytes[start..<index]), bytes[index + 1]))
                    index += 3
                    start = index
                } else {
                    index += 1
                }
            }
            tail = Self.escaped(bytes[start...])
        }

        /// Appends the text; `value` appends what stands for a placeholder's letter.
        func append(to out: inout ByteBuffer, value: (UInt8, inout ByteBuffer) -> Void) {
            for part in parts {
                out.append(part.literal)
                value(part.placeholder, &out)
            }
            out.append(tail)
        }

        private static func escaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var out = ByteBuffer()
            out.append(markup: String(decoding: bytes, as: UTF8.self))
            return out.copyBytes()
        }
    }
}
