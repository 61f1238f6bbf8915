internal import EventLoop

/// How fast a client is, counted only over the time that we waited for it.
///
/// A pause that ends in time says nothing of a client that sends a byte every few seconds: it would keep a
/// runner, and behind a proxy an upstream's connection, for as long as it likes.
struct ClientPace {
    private var waited = Duration.zero

    /// Counts a wait for the client; whether it has moved too little by now, with so many bytes in all.
    mutating func isTooSlow(after wait: Duration, bytes: Int, _ limits: ServerLimits) -> Bool {
        waited += wait
        guard waited > limits.bodyGrace else { return false }
        return Double(bytes) < waited / .seconds(1) * Double(limits.bodyRate)
    }
}
