/// What a listener hears on a channel.
package enum PostgresNotification: Sendable, Equatable {
    /// From now on nothing is missed; what was said before may have been, so look for yourself.
    case began
    /// Somebody said NOTIFY, with this payload.
    case said(String)
}
