import Bytes

extension WaitingPage {
    /// A language of the page.
    package enum Language: Sendable, CaseIterable {
        /// English, with Western digits in groups of three.
        case english
        /// Bangla, with Bangla digits in groups of the lakh.
        case bangla

        /// The language's subtag of RFC 5646, as in `lang` attributes, `?lang=` and the cookie `sluice-lang`.
        package var code: StaticString { self == .bangla ? "bn" : "en" }

        /// The language of a code such as `bn`, `bn-BD` or `EN`; nil for all others.
        package init?(code: RawSpan) {
            let length = min(code.byteCount, 2)
            guard length == 2, code.byteCount == 2 || code.byte(at: 2) == UInt8(ascii: "-") else {
                return nil
            }
            let primary = code.extracting(first: 2)
            if primary.equalsIgnoringCase("bn") {
                self = .bangla
            } else if primary.equalsIgnoringCase("en") {
                self = .english
            } else {
                return nil
            }
        }

        /// The language that an `Accept-Language` header asks for, English when it names none of ours.
        ///
        /// Weights as in RFC 9110 section 12.5.4; at most 16 ranges; the first of equal weights wins.
        package static func preferred(acceptLanguage header: RawSpan) -> Language {
            var best = (language: Language.english, weight: 0)
            var start = 0
            for _ in 0..<16 where start < header.byteCount {
                let end = index(of: UInt8(ascii: ","), in: header, from: start, to: header.byteCount)
                let parameters = index(of: UInt8(ascii: ";"), in: header, from: start, to: end)
                let (low, high) = trimmed(header, start, parameters)
                if let language = Language(code: header.extracting(low..<high)) {
                    let weight = weight(header, parameters, end)
                    if weight > best.weight { best = (language, weight) }
                }
                start = end + 1
            }
            return best.language
        }

        /// The weight in thousandths of the parameters `;q=0.8` between two positions; 1000 without one.
        private static func weight(_ header: RawSpan, _ start: Int, _ end: Int) -> Int {
            guard start < end else { return 1000 }
            let (low, high) = trimmed(header, start + 1, end)
            guard high - low >= 3, header.extracting(low..<(low + 2)).equalsIgnoringCase("q="),
                header.byte(at: low + 2) != UInt8(ascii: "1")
            else { return 1000 }
            var thousandths = 0
            var unit = 100
            var position = low + 4
            while position < high, unit > 0 {
                let digit = header.byte(at: position)
                guard digit >= 0x30, digit <= 0x39 else { break }
                thousandths += Int(digit - 0x30) * unit
                unit /= 10
                position += 1
            }
            return thousandths
        }

        /// The first position of `byte` in `start..<end`, else `end`.
        private static func index(of byte: UInt8, in header: RawSpan, from start: Int, to end: Int) -> Int {
            var position = start
            while position < end, header.byte(at: position) != byte { position += 1 }
            return position
        }

        /// The bounds of what stands between two positions without blanks and tabs around it.
        private static func trimmed(_ header: RawSpan, _ start: Int, _ end: Int) -> (Int, Int) {
            var low = start
            var high = end
            while low < high, header.byte(at: low) == 0x20 || header.byte(at: low) == 0x09 { low += 1 }
            while high > low, header.byte(at: high - 1) == 0x20 || header.byte(at: high - 1) == 0x09 {
                high -= 1
            }
            return (low, high)
        }
    }
}
