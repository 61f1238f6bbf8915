/// An opener that may be gone when a name has been resolved.
final class WeakOpener {
    weak var opener: PostgresOpener?

    init(_ opener: PostgresOpener) {
        self.opener = opener
    }
}
