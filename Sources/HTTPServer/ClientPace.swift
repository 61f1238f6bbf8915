internal import EventLoop

/// How fast a client is, counted only over the time that we waited for it.
///
/// A pause that ends in time says nothing of a client that sends a byte every few seconds: it would keep a
/// runner, and behind a proxy an upstream's connection, for as long as it likes. Each stretch of waiting as
/// long as the grace is judged for itself.
struct ClientPace {
    private var waited = Duration.zero
    private var bytesBefore = 0

    /// Counts time that we waited for the client.
    mutating func waited(_ wait: Duration) {
        waited += wait
    }

    /// Whether the client has moved too little to be waited for again, with so many bytes in all.
    mutating func isTooSlow(bytes: Int, _ limits: ServerLimits) -> Bool {
        guard waited > limits.bodyGrace else { return false }
        let least = waited / .seconds(1) * Double(limits.bodyRate)
        if Double(bytes - bytesBefore) < least { return true }
        waited = .zero
        bytesBefore = bytes
        return false
    }
}
