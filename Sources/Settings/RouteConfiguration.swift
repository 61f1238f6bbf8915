/// One entry of `routes`: where a request goes once it may pass, whatever room let it.
package struct RouteConfiguration: Sendable, Equatable {
    /// Which requests it is for: host, path, methods; the longest match wins.
    package var match: RequestMatch
    /// The name of their upstream.
    package var upstream: String

    /// A route.
    package init(match: RequestMatch, upstream: String) {
        self.match = match
        self.upstream = upstream
    }

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader, upstreams: Set<String>) {
        var reader = reader
        if !reader.has("path"), !reader.has("host") { reader.noteAbsence("path") }
        match = RequestMatch(&reader)
        let upstream = reader.requiredText("upstream") { text throws(ValueMistake) in
            try UpstreamConfiguration.checkedName(text, among: upstreams)
        }
        self.upstream = upstream ?? ""
        reader.finish()
    }

    var text: String { "{\(match.parts), upstream: \(YAMLText.quoted(upstream))}" }
}
