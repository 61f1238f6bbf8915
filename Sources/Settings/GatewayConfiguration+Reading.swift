extension GatewayConfiguration {
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        listen = reader.texts("listen", default: listen, limit: 64) { text throws(ValueMistake) in
            try ListenAddress(text)
        }
        if listen.isEmpty, reader.has("listen") {
            reader.noteWhenEmpty("listen", "needs at least one address")
        }
        ops = reader.text("ops", default: ops) { text throws(ValueMistake) in try ListenAddress(text) }
        checkAddresses(reader)
        loops = reader.plain("loops", default: loops) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 0...1_024)
        }
        trustedProxies = reader.texts("trusted_proxies", default: [], limit: 1_024) {
            text throws(ValueMistake) in
            try CIDRBlock(text)
        }
        insecureCookies = reader.plain("insecure_cookies", default: false) { text throws(ValueMistake) in
            try ScalarText.boolean(text)
        }
        drainDelay = reader.duration("drain_delay", default: drainDelay, in: .zero ... .seconds(600))
        drainTimeout = reader.duration("drain_timeout", default: drainTimeout, in: .zero ... .seconds(3_600))
        limits = ConnectionLimits(reader.mapping("limits"))
        fastPath = FastPathLimit(reader.mapping("fast_path"))
        reader.finish()
    }

    private func checkAddresses(_ reader: MappingReader) {
        var seen: Set<ListenAddress> = []
        for address in listen where !address.hasPortOfChoice {
            if !seen.insert(address).inserted { reader.note("listen", "\(address) stands twice") }
        }
        if seen.contains(ops) { reader.note("ops", "\(ops) is taken by gateway.listen") }
    }
}

extension ConnectionLimits {
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
        keepAliveTimeout = reader.duration("keep_alive_timeout", default: keepAliveTimeout, in: times)
        connectionsPerAddress = reader.plain("connections_per_address", default: connectionsPerAddress) {
            text throws(ValueMistake) in try ScalarText.integer(text, in: 0...10_000_000)
        }
        reader.finish()
    }
}

extension FastPathLimit {
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

extension TokenConfiguration {
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
