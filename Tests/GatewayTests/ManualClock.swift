import Synchronization

/// The store's clock, in milliseconds since 1970, moved by hand.
final class ManualClock: Sendable {
    private let time = Mutex<Int64>(1_800_000_000_000)

    var now: Int64 { time.withLock { $0 } }

    func advance(_ milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }
}
