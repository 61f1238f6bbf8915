extension TokenConfiguration {
    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        let claim = { (text: String) throws(ValueMistake) -> String in
            guard !text.isEmpty else { throw ValueMistake("must not be empty") }
            return try ScalarText.text(text, limit: 255)
        }
        issuer = reader.text("issuer", default: issuer, claim)
        audience = reader.text("audience", default: audience, claim)
        algorithm = reader.text("algorithm", default: algorithm) { text throws(ValueMistake) in
            try ScalarText.choice(text, of: TokenAlgorithm.self)
        }
        reader.finish()
    }
}
