import EventLoop

/// What a rush for seats does: who comes, for how many seats, and how.
struct RushSettings {
    /// The gateway.
    var target = SocketAddress.v4(0x7F00_0001, port: 8080)
    /// The Host of the requests; the gateway's address by default.
    var host = "127.0.0.1:8080"
    /// Identity's ops listener, where a demonstration shows one-time codes.
    var codes = SocketAddress.v4(0x7F00_0001, port: 9101)
    /// The room.
    var room = "demo"
    /// What people ask for.
    var ask = RushAsk.holds
    /// How many people come, each with an account and a session of the line; 1,187 by default.
    var people = 1187
    /// How many seats they rush for.
    var seats = 1000
    /// How many attempts are made on each seat; with as many people, each by another of them.
    var attempts = 1187
    /// How many seats are rushed for at once, their attempts shuffled; 1 by default.
    var together = 1
    /// On how many trips these seats are.
    var trips = 5
    /// The first day that is asked about, counted from today; 1 by default.
    var firstDay = 1
    /// How many days are asked about.
    var days = 3
    /// How many connections there are at most, each with one request at a time.
    var connections = 1187
    /// How long searches or seat maps are asked for.
    var span = Duration.seconds(5)
    /// The seed of everything that is drawn.
    var seed: UInt64 = 1
    /// Where the report is written as JSON; nil writes none.
    var report: String?
    /// After how long the run ends although it is not done.
    var patience = Duration.seconds(900)

    /// How many people register at once: each hashes a password.
    let entering = 32
}
