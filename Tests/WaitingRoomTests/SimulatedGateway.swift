import WaitingRoom

/// One gateway of a simulated rush: what it gathers in a tick, and the snapshot it knows.
struct SimulatedGateway {
    var isAlive = true
    var snapshot = RoomSnapshot()
    var nextAdvance: Int64 = 0
    var endedUpTo: Int64 = 0
    var joining: [Int] = []
    var beating: [Int] = []
    /// Visitors who claim in this tick.
    var claiming: [Int] = []
    /// Visitors at the door whose event stream it holds.
    var streams: Set<Int> = []
    var touching: [SessionTouch] = []
    var finishing: [SessionEnd] = []
}
