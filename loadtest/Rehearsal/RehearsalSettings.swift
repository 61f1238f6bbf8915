import EventLoop
import Redis

/// What a rehearsal does: who comes, when, and to which gateways.
struct RehearsalSettings {
    /// Where the gateways listen; visitors spread over them.
    var gateways: [SocketAddress] = [.v4(0x7F00_0001, port: 8080)]
    /// The Host of the requests; the first gateway's address by default.
    var host = "127.0.0.1:8080"
    /// The room.
    var room = "demo"
    /// The room's Redis, for the checks; nil leaves out those that need it.
    var redis: RedisAddress?
    /// How many visitors come; 10,000 by default.
    var visitors = 10_000
    /// Over how long they come; 10 s by default.
    var span = Duration.seconds(10)
    /// In which way they come.
    var shape = ArrivalSchedule.Shape.poisson
    /// The share who take a place and never come back; 0.3 by default.
    var absent = 0.3
    /// The share who come late; 0.1 by default.
    var late = 0.1
    /// The share who never use their session; 0.1 by default.
    var unused = 0.1
    /// How long somebody stays on the site; 2 s by default, at most 45 s: a token lives for a minute.
    var stay = Duration.seconds(2)
    /// How late the late ones come at most; 20 s by default.
    var lateBy = Duration.seconds(20)
    /// The page of the site that visitors read.
    var page = "/"
    /// The page of the site that ends a session; half of the visitors post to it, the others tell the
    /// gateway.
    var leavePage = "/leave"
    /// How many connections there are at most, over all gateways; 256 by default.
    var connections = 256
    /// The seed of the crowd.
    var seed: UInt64 = 1
    /// Where the report is written as JSON; nil writes none.
    var report: String?
    /// After how long the rehearsal ends although people are still on their way; 10 min by default.
    var patience = Duration.seconds(600)

    /// How long the crowd pauses after the first thousand, and Redis is left alone at the end, where only
    /// joins are measured.
    let rest = Duration.seconds(5)

    /// Whether nobody comes back: only joins are measured.
    var isJoinsOnly: Bool { absent >= 1 }
}
