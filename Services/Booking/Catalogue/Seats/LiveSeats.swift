internal import EventLoop
internal import Redis
internal import ServiceKit

/// Tells those who look at a trip's seats that some have changed, over server-sent events on one loop.
///
/// Redis publishes each change after its commit. What comes within a second goes out together at its end:
/// by then every answer that was kept from before the change has run out, so whoever looks again sees it.
/// Nobody listens to a trip at which nobody looks.
final class LiveSeats {
    private static let pause = Duration.seconds(1)
    /// The most who look on one loop, all trips together.
    private static let mostListeners = 10_000
    /// More seats than these are told as "all of them".
    private static let mostSeats = 200

    private final class Watch {
        let trip: TripLayout
        let channel: EventChannel
        var changed: Set<Int> = []
        var isEverything = false
        var isDue = false

        init(_ trip: TripLayout, _ channel: EventChannel) {
            self.trip = trip
            self.channel = channel
        }
    }

    private let context: ServiceContext
    private let listener: RedisListener
    private var watches: [String: Watch] = [:]

    init(_ context: ServiceContext, _ listener: RedisListener) {
        self.context = context
        self.listener = listener
    }

    /// The channel of a trip's changes; the first who asks makes it.
    func channel(of trip: TripLayout) throws(ServiceError) -> EventChannel {
        let listeners = watches.values.reduce(0) { $0 + $1.channel.count }
        guard listeners < Self.mostListeners else { throw .overloaded("too many look at seats") }
        if let watch = watches[trip.id] {
            guard !watch.channel.isFull else { throw .overloaded("too many look at \(trip.id)") }
            return watch.channel
        }
        let watch = Watch(trip, EventChannel(context))
        // Whoever comes looks once, since something may have changed before they listened.
        watch.channel.greeting = { Self.event(trip, []) }
        watch.channel.onEmpty = { [weak self] in self?.leave(trip.id) }
        let isHeard = listener.listen(InventoryKeys(trip: trip.id).live) { [weak self, weak watch] news in
            if let watch { self?.take(news, watch) }
        }
        guard isHeard else { throw .overloaded("too many trips are looked at") }
        watches[trip.id] = watch
        return watch.channel
    }

    /// Ends all streams.
    func end() {
        let all = watches
        watches = [:]
        for watch in all.values { watch.channel.end() }
        listener.close()
    }

    private func leave(_ trip: String) {
        guard watches.removeValue(forKey: trip) != nil else { return }
        listener.leave(InventoryKeys(trip: trip).live)
    }

    private func take(_ news: RedisNews, _ watch: Watch) {
        switch news {
        case .began: watch.isEverything = true
        case .said(let bytes):
            let seats = Self.seats(bytes)
            // A trip that was loaded anew says nothing of which seats.
            if seats.isEmpty { watch.isEverything = true }
            watch.changed.formUnion(seats.filter { $0 < watch.trip.seatCount })
            if watch.changed.count > Self.mostSeats { watch.isEverything = true }
        }
        guard !watch.isDue else { return }
        watch.isDue = true
        context.reactor.after(Self.pause) { [weak watch] in
            if let watch { Self.send(watch) }
        }
    }

    private static func send(_ watch: Watch) {
        let seats = watch.isEverything ? [] : watch.changed.sorted()
        watch.changed = []
        watch.isEverything = false
        watch.isDue = false
        watch.channel.send(event(watch.trip, seats))
    }

    /// The event: which seats may be otherwise now, none for all of them.
    static func event(_ trip: TripLayout, _ seats: [Int]) -> [UInt8] {
        let labels = seats.compactMap { trip.label(of: $0) }.map { "\"\($0)\"" }.joined(separator: ",")
        return ServerEvent(#"{"seats":[\#(labels)],"trip":"\#(trip.id)"}"#, name: "seats").bytes
    }

    /// The numbers of a message such as `3 14`; none where it is something else.
    static func seats(_ message: [UInt8]) -> [Int] {
        message.split(separator: UInt8(ascii: " ")).compactMap { part in
            part.count <= 5 ? Int(String(decoding: part, as: UTF8.self)) : nil
        }
    }
}
