/// Payments and refunds: the keys under `services.payment`.
package struct PaymentConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame
    /// Whether play money is taken (`demo`): the mock provider, and a stand-in for SSLCommerz; default false.
    package var demo: Bool
    /// How long after a payment was begun its provider is asked without a notice (`reconcile`); default 30 s.
    package var reconcile: Duration
    /// What befalls the notices of play money.
    package var faults: PaymentFaults
    /// The contract with SSLCommerz.
    package var sslCommerz: SSLCommerzConfiguration

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9003, opsPort: 9103)
        demo = false
        reconcile = .seconds(30)
        faults = PaymentFaults()
        sslCommerz = SSLCommerzConfiguration()
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        demo = reader.plain("demo", default: demo) { text throws(ValueMistake) in
            try ScalarText.boolean(text)
        }
        reconcile = reader.duration("reconcile", default: reconcile, in: .seconds(1)...(.seconds(600)))
        faults = PaymentFaults(reader.mapping("faults"))
        sslCommerz = SSLCommerzConfiguration(reader.mapping("sslcommerz"))
        if demo, sslCommerz.baseURL != nil {
            reader.note("demo", "play money beside a real provider would buy real tickets")
        }
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  payment:"] + frame.lines + [
            "    demo: \(demo)",
            "    reconcile: \(ScalarText.text(of: reconcile))",
        ] + faults.lines + sslCommerz.lines
    }
}
