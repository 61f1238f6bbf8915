extension RequestMatch {
    /// Reads a mapping that says nothing else, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init(&reader)
        reader.finish()
    }

    /// Reads its keys of a mapping that may have others.
    init(_ reader: inout MappingReader) {
        self.init()
        host = reader.optionalText("host") { text throws(ValueMistake) in try Self.checkedHost(text) }
        path = reader.text("path", default: path) { text throws(ValueMistake) in try Self.checkedPath(text) }
        methods = reader.texts("methods", default: [], limit: 32) { text throws(ValueMistake) in
            try Self.checkedMethod(text)
        }
        methods = Set(methods).sorted()
    }
}
