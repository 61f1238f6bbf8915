extension ConnectionLimits {
    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        headerBytes = reader.byteCount("header_bytes", default: headerBytes, in: 1 << 10...256 << 10)
        fields = reader.plain("fields", default: fields) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 8...1_000)
        }
        requestLineBytes = reader.byteCount(
            "request_line_bytes", default: requestLineBytes, in: 256...256 << 10)
        if requestLineBytes > headerBytes {
            let key = reader.has("request_line_bytes") ? "request_line_bytes" : "header_bytes"
            reader.note(key, "request_line_bytes must not be above header_bytes")
        }
        let times = Duration.milliseconds(10) ... .seconds(3_600)
        headerTimeout = reader.duration("header_timeout", default: headerTimeout, in: times)
        bodyIdleTimeout = reader.duration("body_idle_timeout", default: bodyIdleTimeout, in: times)
        bodyRate = reader.plain("body_rate", default: bodyRate) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...10_000_000)
        }
        keepAliveTimeout = reader.duration("keep_alive_timeout", default: keepAliveTimeout, in: times)
        connectionsPerAddress = reader.plain("connections_per_address", default: connectionsPerAddress) {
            text throws(ValueMistake) in try ScalarText.integer(text, in: 0...10_000_000)
        }
        reader.finish()
    }
}
