import WaitingRoom

/// What a simulated rush looks like.
struct LineSimulationSettings {
    var room: RoomSettings
    var seed: UInt64
    var gateways = 4
    var visitors = 2500
    /// Everybody arrives within this time, in milliseconds.
    var arrivals: Int64 = 15_000
    /// How long a used session is used, from half of it to one and a half, in milliseconds.
    var stay: Int64 = 6000
    var absent = 0.3
    var late = 0.1
    var unused = 0.1
    /// The share of visitors for whom their gateway holds an event stream, and asks at the door each 100 ms.
    var streams = 0.7
    /// The share of polls that come up to 3 s too late.
    var slowPolls = 0.05
    /// When gateway 0 dies, in milliseconds from the start; nil: never.
    var death: Int64?
    /// When the line is paused for five seconds.
    var pause: Int64?
    /// When the store's clock steps by ten minutes, first forwards and ten seconds later back.
    var clockStep: Int64?
    /// When all beats are lost for 30 s.
    var lostBeats: Int64?
}
