/// What a room protects: the requests that match, less those that are never queued.
package struct RouteRule: Sendable, Equatable {
    /// A request that fits one of these is the room's, if no other room has a longer match.
    package var matches: [RoutePattern]
    /// Requests of the room that fit one of these pass without a place.
    package var excepts: [RoutePattern]

    /// A room's rule; an empty `matches` protects nothing.
    package init(matches: [RoutePattern], excepts: [RoutePattern] = []) {
        self.matches = matches
        self.excepts = excepts
    }
}
