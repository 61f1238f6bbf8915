/// A listener that may have gone meanwhile, for the name resolver's thread to carry.
final class WeakListener {
    private(set) weak var listener: RedisListener?

    init(_ listener: RedisListener) {
        self.listener = listener
    }
}
