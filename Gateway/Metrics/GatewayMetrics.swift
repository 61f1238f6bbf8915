import EventLoop
import HTTP
import ServiceKit
import Telemetry
import WaitingRoom

/// What one loop counts: plain words to the series, no lock and no allocation.
struct GatewayMetrics {
    private let instruments: GatewayInstruments
    private let shard: MetricsShard

    init(_ instruments: GatewayInstruments, shard: MetricsShard) {
        self.instruments = instruments
        self.shard = shard
    }

    func joined(_ room: Int) {
        shard.add(instruments.rooms[room].joined)
    }

    /// So many got a session.
    func admitted(_ room: Int, _ count: Int = 1) {
        shard.add(instruments.rooms[room].admitted, UInt64(count))
    }

    /// Somebody who got a session had waited so many milliseconds.
    func waited(_ room: Int, _ milliseconds: Int64) {
        shard.observe(instruments.rooms[room].wait, Double(max(0, milliseconds)) / 1000)
    }

    func abandoned(_ room: Int) {
        shard.add(instruments.rooms[room].abandoned)
    }

    func expired(_ room: Int) {
        shard.add(instruments.rooms[room].expired)
    }

    func decided(_ decision: AdmissionDecision, _ reason: DecisionReason, room: Int?) {
        instruments.decisions.count(decision, reason, room: room, on: shard)
    }

    func malformed() {
        shard.add(instruments.malformed)
    }

    func tokenRefused() {
        shard.add(instruments.tokensRefused)
    }

    func upstreamFailed(_ upstream: Int) {
        shard.add(instruments.upstreamFailures[upstream])
    }

    func upstreamBegan(_ upstream: Int) {
        shard.add(instruments.upstreams[upstream].inFlight, 1)
    }

    func upstreamEnded(_ upstream: Int) {
        shard.add(instruments.upstreams[upstream].inFlight, -1)
    }

    /// A request was answered.
    func answered(_ route: GatewayInstruments.Route, _ method: Method, status: Int, since start: LoopInstant)
    {
        let nanoseconds = LoopInstant.now.nanoseconds &- start.nanoseconds
        instruments.requests.record(
            method: method.metricsIndex, route: route.rawValue, status: status,
            nanoseconds: UInt64(clamping: nanoseconds), on: shard)
    }

    /// The numbers of a bulletin, set by the loop that made it.
    static func publish(_ snapshot: RoomSnapshot, _ room: Int, _ instruments: GatewayInstruments) {
        let series = instruments.rooms[room]
        instruments.registry.set(series.waiting, Double(snapshot.waiting))
        instruments.registry.set(series.serving, Double(snapshot.serving))
        instruments.registry.set(series.last, Double(snapshot.issued))
        instruments.registry.set(series.active, Double(snapshot.active))
        instruments.registry.set(series.rate, snapshot.rate)
    }
}
