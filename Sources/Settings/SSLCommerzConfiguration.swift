/// The contract with SSLCommerz: the keys under `services.payment.sslcommerz`.
package struct SSLCommerzConfiguration: Sendable, Equatable {
    /// Where its API is reached (`base_url`), `http://host:port`; absent: the stand-in, where `demo` is true.
    ///
    /// TLS to the provider is a proxy's business: the address is of one on this machine that originates it.
    package var baseURL: String?
    /// The store's name (`store_id`).
    package var storeID: String
    /// The file with the store's password (`store_password_file`); the stand-in makes up its own.
    package var passwordFile: String?

    /// The stand-in.
    package init() {
        storeID = "sluice"
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        baseURL = reader.optionalText("base_url") { text throws(ValueMistake) in try Self.address(text) }
        storeID = reader.text("store_id", default: storeID) { text throws(ValueMistake) in
            guard !text.isEmpty, text.utf8.count <= 30 else {
                throw ValueMistake("must have 1 to 30 characters")
            }
            return text
        }
        passwordFile = reader.optionalText("store_password_file") { text throws(ValueMistake) in text }
        if baseURL != nil, passwordFile == nil {
            reader.note("store_password_file", "is missing: without it SSLCommerz answers nothing")
        }
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        var lines = ["    sslcommerz:", "      store_id: \(YAMLText.quoted(storeID))"]
        if let baseURL { lines.append("      base_url: \(YAMLText.quoted(baseURL))") }
        if let passwordFile { lines.append("      store_password_file: \(YAMLText.quoted(passwordFile))") }
        return lines
    }

    private static func address(_ text: String) throws(ValueMistake) -> String {
        guard text.hasPrefix("http://"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw ValueMistake(
                "must be http://host:port of a proxy that speaks TLS to SSLCommerz, or of a stand-in")
        }
        do throws(ValueMistake) {
            _ = try ServerAddress(String(text.dropFirst(7)))
        } catch {
            throw ValueMistake("host or port is wrong in http://host:port")
        }
        return text
    }
}
