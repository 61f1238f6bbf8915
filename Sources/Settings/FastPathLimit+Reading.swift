extension FastPathLimit {
    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        rate = reader.plain("rate", default: rate) { text throws(ValueMistake) in
            try ScalarText.positiveNumber(text, upTo: 1_000_000)
        }
        burst = reader.plain("burst", default: burst) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 1...1_000_000)
        }
        reader.finish()
    }
}
