import EventLoop
import Telemetry
import WaitingRoom

/// Keeps one room's line moving from this gateway and tells all loops how it stands.
///
/// It lives on one loop. About four times a second, with jitter, it calls `advance` (every gateway does,
/// there is no leader), and `restore` first whenever the store is not the one it knew (LINE.md 4, 5).
final class RoomKeeper: LoopWork {
    private let plan: RoomPlan
    private let gateway: String
    private let store: any RoomStore
    private let reactor: Reactor
    private let publish: (RoomBulletin) -> Void
    private let log: EventLog
    private var random: any RandomNumberGenerator
    private var estimator = WaitEstimator()
    private var snapshot = RoomSnapshot()
    private var settings: RoomSettings
    private var isKnown = false
    private var mustRestore = true
    private var health = StoreHealth.unknown
    private var clockOffset: Int64?
    private var endedSince: Int64 = 0
    private var failures = 0
    private var isStopped = false
    private var isBusy = false
    private var timer: TimerIdentifier?

    init(
        _ plan: RoomPlan, gateway: String, store: any RoomStore, reactor: Reactor, log: EventLog,
        random: any RandomNumberGenerator, publish: @escaping (RoomBulletin) -> Void
    ) {
        self.plan = plan
        self.gateway = gateway
        self.store = store
        self.reactor = reactor
        self.publish = publish
        self.log = log
        self.random = random
        settings = plan.settings
        snapshot.stands = true
    }

    /// Begins; the first tick is at once.
    func start() {
        issue(ended: [])
        tick()
    }

    /// The connection to the store is new: there is no need to wait for the next tick.
    func storeConnected() {
        if !isBusy { tick() }
    }

    /// Ends the ticks.
    func stop() {
        isStopped = true
    }

    private func tick() {
        if isStopped || isBusy { return }
        isBusy = reactor.runners.start(self) != nil
        if !isBusy { scheduleNext() }
    }

    private func scheduleNext() {
        let jitter = Int64(random.next(upperBound: UInt64(60)))
        if let timer { reactor.cancel(timer) }
        timer = reactor.after(.milliseconds(220 + jitter)) { [weak self] in self?.tick() }
    }

    /// One tick.
    func perform() async {
        do throws(RoomStoreError) {
            if mustRestore { try await restore() }
            let report = AdvanceReport(gateway: gateway, endedSince: endedSince)
            let reply = try await store.advance(report)
            endedSince = reply.endedUpTo
            settings = reply.settings
            accept(reply.snapshot, ended: reply.ended)
        } catch {
            failed(error)
        }
        isBusy = false
        scheduleNext()
    }

    private func restore() async throws(RoomStoreError) {
        let facts =
            isKnown
            ? RoomFacts(snapshot, settings: settings, roomTime: now ?? 0)
            : RoomFacts(settings: plan.settings)
        let reply = try await store.restore(facts)
        mustRestore = false
        isKnown = true
        endedSince = 0
        settings = reply.settings
        log.info("room_restored") { line in
            line.field("room", plan.text)
            line.field("kind", "\(reply.kind)")
            line.field("gen", Int(clamping: reply.snapshot.gen))
            line.field("issued", reply.snapshot.issued)
        }
        accept(reply.snapshot, ended: [])
    }

    private func accept(_ new: RoomSnapshot, ended: [Int]) {
        failures = 0
        if health == .lost { log.info("store_is_back") { $0.field("room", plan.text) } }
        health = .live
        snapshot = new
        clockOffset = new.roomTime - LoopInstant.now.nanoseconds / 1_000_000
        estimator.observe(new)
        issue(ended: ended)
    }

    private func failed(_ error: RoomStoreError) {
        if error == .moved { mustRestore = true }
        failures += 1
        // One lost answer is no outage; the next tick is a quarter of a second away.
        guard failures >= 3 || !isKnown else { return }
        if health == .live {
            log.warning("store_is_lost") { line in
                line.field("room", plan.text)
                line.field("reason", "\(error)")
            }
        }
        health = isKnown ? .lost : .unknown
        issue(ended: [])
    }

    private func issue(ended: [Int]) {
        var told = snapshot
        if health != .live {
            told.held = true
            told.stands = true
            told.roomTime = now ?? told.roomTime
        }
        let forecast = estimator.forecast(told)
        let document = ServingDocument(
            room: plan.name, told, forecast: forecast, heartbeatEvery: settings.heartbeatEvery)
        publish(
            RoomBulletin(
                snapshot: told, settings: settings, health: health, clockOffset: clockOffset,
                forecast: forecast, ended: ended, document: ServingResponse(document)))
    }

    private var now: Int64? {
        clockOffset.map { LoopInstant.now.nanoseconds / 1_000_000 + $0 }
    }
}
