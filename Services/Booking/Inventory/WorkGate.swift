internal import EventLoop

/// Lets one function of a loop do a piece of work, while others who want the same wait for it.
final class WorkGate {
    private let reactor: Reactor
    private var waiting: [String: [Parking]] = [:]

    init(_ reactor: Reactor) {
        self.reactor = reactor
    }

    /// Whether the caller is to do the work, and call `done` then.
    ///
    /// False: somebody has done it meanwhile, or the time is over.
    func enter(_ name: String, atMost limit: Duration) async -> Bool {
        guard waiting[name] != nil else {
            waiting[name] = []
            return true
        }
        let parking = Parking(reactor)
        waiting[name]?.append(parking)
        _ = await parking.park(reactor, atMost: limit)
        return false
    }

    /// Lets those go on who wait for the work.
    func done(_ name: String) {
        for parking in waiting.removeValue(forKey: name) ?? [] { parking.wake() }
    }
}
