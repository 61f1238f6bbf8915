/// Accounts, logins and roles: the keys under `services.identity`.
package struct IdentityConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9001, opsPort: 9101)
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader) {
        var reader = reader
        self.init()
        frame.read(&reader)
        reader.finish()
    }

    /// The mapping as it is printed.
    var lines: [String] {
        ["  identity:"] + frame.lines
    }
}
