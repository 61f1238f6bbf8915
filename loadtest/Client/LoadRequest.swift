import EventLoop

/// One request of a visitor: on its way, or waiting for a connection.
struct LoadRequest<Purpose> {
    /// Which visitor.
    let visitor: Int32
    /// What for.
    let purpose: Purpose
    /// When it fell due: waits are counted from here, so that a slow server cannot slow the count.
    let due: LoopInstant
}
