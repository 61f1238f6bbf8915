import EventLoop
import Events
import Glibc
import Postgres
import Redis

// A relay and a consumer that tests can kill, or that kill themselves in the middle of an event.
//
//     EventsVictim FOLDER DATABASE REDIS-SOCKET [PHASE COUNT]
//
// PHASE is `outside`, `apply` or `committed`: at the COUNT-th event the process dies there, as by kill -9.
// It ends with its standard input, so that it cannot outlive its test.

/// Writes each event it sees into `test.effect`, within the event's own transaction.
final class CountingWork: EventWork {
    private let phase: String
    private var left: Int

    init(phase: String, count: Int) {
        self.phase = phase
        left = count
    }

    func outside(_ event: Event) async throws(EventFailure) { die("outside") }

    func apply(
        _ event: Event, _ outside: Void, in transaction: inout PostgresTransaction
    ) async throws(EventFailure) {
        do throws(PostgresError) {
            _ = try await transaction.query("INSERT INTO test.effect VALUES ($1)", [.text(event.about)])
        } catch {
            throw .database(error)
        }
        die("apply")
    }

    func committed(_ event: Event, _ outcome: Void) async { die("committed") }

    private func die(_ here: String) {
        guard phase == here else { return }
        left -= 1
        if left <= 0 { kill(getpid(), SIGKILL) }
    }
}

let words = Array(CommandLine.arguments.dropFirst())
guard words.count >= 3 else { exit(64) }
let phase = words.count > 4 ? words[3] : ""
let count = words.count > 4 ? Int(words[4]) ?? 1 : 0
let group = try LoopGroup(count: 1) { loop, _ in
    let configuration = PostgresConfiguration(
        server: .unix(folder: words[0]), database: words[1], user: "sluice_booking")
    let pool = PostgresPool(configuration, on: loop)
    pool.connect()
    let redis = RedisClient(RedisConfiguration(address: .unix(words[2])), on: loop)
    redis.connect()
    var pace = OutboxRelay.Pace()
    pace.idle = .milliseconds(5)
    pace.afterFailure = .milliseconds(5)
    pace.batch = 7
    let relay = OutboxRelay(pool: pool, redis: redis, on: loop.reactor, log: nil, pace: pace)
    relay.start()
    var consumerPace = ConsumerPace()
    consumerPace.afterFailure = .milliseconds(5)
    let consumer = EventConsumer(
        "test.count", CountingWork(phase: phase, count: count), pool: pool, redis: redis,
        on: loop, log: nil, pace: consumerPace)
    consumer.start()
    for one in [pool, redis, relay, consumer] as [AnyObject] { loop.reactor.keep(one) }
}
var byte: UInt8 = 0
while read(0, &byte, 1) > 0 {}
group.stop()
group.join()
