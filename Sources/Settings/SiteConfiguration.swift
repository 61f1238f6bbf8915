/// The booking site: the keys under `services.site`.
package struct SiteConfiguration: Sendable, Equatable {
    /// Where it listens.
    package var frame: ServiceFrame

    /// The service with the defaults.
    package init() {
        frame = ServiceFrame(port: 9000, opsPort: 9100)
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
        ["  site:"] + frame.lines
    }
}
