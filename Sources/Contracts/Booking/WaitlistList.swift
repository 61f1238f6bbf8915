/// The caller's places on waitlists.
package struct WaitlistList: Sendable, Codable, Hashable {
    /// The youngest first.
    package var entries: [WaitlistModel]

    /// A value of its parts.
    package init(entries: [WaitlistModel]) {
        self.entries = entries
    }
}
