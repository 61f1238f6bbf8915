import CYaml

/// Reads one YAML document through libyaml's events into a small tree of values.
///
/// A configuration needs lists, mappings and text. Anchors, aliases, tags, several documents and duplicate
/// keys are refused, each with its line; so are files above 1 MiB, deep nesting and more values than anybody
/// writes by hand.
package enum YAMLDocument {
    /// How large a file may be.
    package static let maximumBytes = 1 << 20

    /// The document's root, nil when the text is empty or not YAML, and what was wrong with it.
    package static func parse(_ text: [UInt8]) -> (root: YAMLNode?, mistakes: [SettingsMistake]) {
        let collector = MistakeCollector()
        let root = parse(text, collector: collector)
        return (root, collector.sorted)
    }

    static func parse(_ text: [UInt8], collector: MistakeCollector) -> YAMLNode? {
        guard text.count <= maximumBytes else {
            let message = "the file is larger than \(maximumBytes / 1024) KiB"
            collector.note(SettingsMistake(line: 1, column: 1, path: "", message: message))
            return nil
        }
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            collector.note(SettingsMistake(line: 1, column: 1, path: "", message: "no memory for the parser"))
            return nil
        }
        defer { yaml_parser_delete(&parser) }
        var builder = YAMLTreeBuilder(collector: collector)
        // Sound: the parser reads the lent memory only inside this closure.
        text.withUnsafeBufferPointer { bytes in
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
            readEvents(&parser, into: &builder, text: text)
        }
        return builder.root
    }

    private static func readEvents(
        _ parser: inout yaml_parser_t, into builder: inout YAMLTreeBuilder, text: [UInt8]
    ) {
        var documents = 0
        // Bounded: libyaml gives at most a few events a byte, and the text is bounded.
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else {
                builder.collector.note(syntaxMistake(parser, text: text))
                return
            }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_DOCUMENT_START_EVENT {
                documents += 1
                if documents > 1 {
                    builder.collector.note(
                        node(event), "", "a second document: a configuration is one document")
                    return
                }
            }
            guard event.type != YAML_STREAM_END_EVENT, take(event, into: &builder) else { return }
        }
    }

    /// Hands one event to the builder; false ends the reading.
    private static func take(_ event: yaml_event_t, into builder: inout YAMLTreeBuilder) -> Bool {
        switch event.type {
        case YAML_ALIAS_EVENT:
            let refused = node(event)
            builder.collector.note(refused, "", "aliases (*name) are not supported: write the value again")
            return builder.add(refused)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            refuse(anchor: scalar.anchor, tag: scalar.tag, event, builder.collector)
            // Sound: libyaml owns `length` bytes at `value` until the event is deleted.
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let text = String(decoding: bytes, as: UTF8.self)
            var value = node(event)
            value.content = .scalar(text, plain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            return builder.add(value)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            refuse(anchor: start.anchor, tag: start.tag, event, builder.collector)
            return builder.openSequence(at: node(event))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            refuse(anchor: start.anchor, tag: start.tag, event, builder.collector)
            return builder.openMapping(at: node(event))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            builder.close()
            return true
        default:
            return true
        }
    }

    private static func refuse(
        anchor: UnsafeMutablePointer<yaml_char_t>?,  // The pointers are only compared to nil.
        tag: UnsafeMutablePointer<yaml_char_t>?, _ event: yaml_event_t, _ collector: MistakeCollector
    ) {
        if anchor != nil { collector.note(node(event), "", "anchors (&name) are not supported") }
        if tag != nil { collector.note(node(event), "", "tags (!name) are not supported") }
    }

    private static func node(_ event: yaml_event_t) -> YAMLNode {
        let mark = event.start_mark
        return YAMLNode(.refused, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private static func syntaxMistake(_ parser: yaml_parser_t, text: [UInt8]) -> SettingsMistake {
        // Sound: `problem` and `context` are libyaml's constant strings.
        let problem = parser.problem.map { String(cString: $0) } ?? "not YAML"
        let context = parser.context.map { " \(String(cString: $0))" } ?? ""
        guard parser.error == YAML_READER_ERROR else {
            let mark = parser.problem_mark
            return SettingsMistake(
                line: Int(mark.line) + 1, column: Int(mark.column) + 1, path: "", message: problem + context)
        }
        // The reader (bad UTF-8, control characters) knows an offset in bytes and no line.
        let before = text.prefix(Int(parser.problem_offset))
        let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        return SettingsMistake(line: line, column: before.count - lineStart + 1, path: "", message: problem)
    }
}
