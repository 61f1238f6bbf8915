extension GatewayConfiguration {
    /// Reads the mapping, noting every mistake in it.
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
