import Bytes

extension WaitingPage {
    /// The words of one language, prepared as bytes, and the rules for its numbers.
    ///
    /// The script has the same rules: a browser test holds both against each other.
    struct Words: Sendable {
        let language: Language
        let person, people, tabCalled: [UInt8]
        /// The texts that the script needs, as a JSON object.
        let scriptTexts: [UInt8]
        private let texts: [String: String]
        private let states: [State: (headline: [UInt8], lead: [UInt8])]
        let tabAhead, about, less, unknown, stands, range, within, minutes, hours, hoursMinutes, pace: Pattern

        /// Reads a catalogue: lines `key = text`; `#` begins a comment, empty lines are skipped.
        init(_ source: [UInt8], _ language: Language) throws(Fault) {
            let texts = try Self.read(source)
            func text(_ key: String) throws(Fault) -> String {
                guard let text = texts[key] else { throw .missingText(key) }
                return text
            }
            func pattern(_ key: String) throws(Fault) -> Pattern { Pattern(try text(key)) }
            self.language = language
            self.texts = texts
            person = Self.escaped(try text("unit.one"))
            people = Self.escaped(try text("unit.many"))
            tabCalled = Self.escaped(try text("tab.called"))
            tabAhead = try pattern("tab.ahead")
            about = try pattern("wait.about")
            less = try pattern("wait.less")
            unknown = try pattern("wait.unknown")
            stands = try pattern("wait.stands")
            range = try pattern("wait.range")
            within = try pattern("wait.within")
            minutes = try pattern("minutes")
            hours = try pattern("hours")
            hoursMinutes = try pattern("hours.minutes")
            pace = try pattern("pace.minute")
            var states: [State: (headline: [UInt8], lead: [UInt8])] = [:]
            for state in State.allCases {
                states[state] = (
                    Self.escaped(try text("\(state.rawValue).h")),
                    Self.escaped(try text("\(state.rawValue).p"))
                )
            }
            self.states = states
            scriptTexts = Self.json(texts.filter { !$0.key.hasPrefix("page.") })
        }

        /// All keys of the catalogue.
        var keys: Set<String> { Set(texts.keys) }

        /// A text as HTML: `page.` keys are HTML already, the others are escaped.
        func markup(_ key: String) throws(Fault) -> [UInt8] {
            guard let text = texts[key] else { throw .missingText(key) }
            return key.hasPrefix("page.") ? Array(text.utf8) : Self.escaped(text)
        }

        /// The headline of a state, escaped.
        func headline(_ state: State) -> [UInt8] { states[state]?.headline ?? [] }

        /// The sentence below the headline, escaped.
        func lead(_ state: State) -> [UInt8] { states[state]?.lead ?? [] }

        private static func read(_ source: [UInt8]) throws(Fault) -> [String: String] {
            var texts: [String: String] = [:]
            for line in String(decoding: source, as: UTF8.self).split(separator: "\n")
            where !line.hasPrefix("#") {
                let halves = line.split(separator: " = ", maxSplits: 1)
                guard halves.count == 2,
                    texts.updateValue(String(halves[1]), forKey: String(halves[0])) == nil
                else {
                    throw .badLine(String(line))
                }
            }
            return texts
        }

        private static func escaped(_ text: String) -> [UInt8] {
            var out = ByteBuffer()
            out.append(markup: text)
            return out.copyBytes()
        }

        private static func json(_ texts: [String: String]) -> [UInt8] {
            var out = ByteBuffer()
            var separator = UInt8(ascii: "{")
            for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
                out.append(separator)
                out.append(json: key)
                out.append(UInt8(ascii: ":"))
                out.append(json: text)
                separator = UInt8(ascii: ",")
            }
            out.append(UInt8(ascii: "}"))
            return out.copyBytes()
        }
    }
}
