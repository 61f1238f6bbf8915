/// Who speaks in our events: the installation's address, and with it the first words of event types.
package struct EventOrigin: Sendable, Equatable {
    /// The CloudEvents source: the installation's own address.
    package let source: String
    /// What stands before `.booking.order.confirmed`: the host's name reversed and `sluice`.
    package let prefix: String

    /// The origin of the address by which the world reaches the installation.
    ///
    /// A numeric host has no name to reverse, so its types begin with `local`.
    package init(baseURL: String) {
        source = baseURL
        let scheme = baseURL.hasPrefix("https://") ? 8 : 7
        let host = baseURL.dropFirst(scheme).prefix { $0 != ":" && $0 != "/" }
        let labels = host.split(separator: ".")
        let isName = host.contains { $0.isLetter } && !host.hasPrefix("[")
        let reversed = isName ? labels.reversed().joined(separator: ".") : "local"
        prefix = reversed.lowercased() + ".sluice"
    }
}
