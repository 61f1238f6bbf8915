import HTTPServer
import WaitingRoom

/// The open event streams of one room on one loop.
struct StreamTable {
    /// One visitor who listens.
    struct Listener {
        let stream: EventStream
        let slip: Slip
        var lastSent: Int64
        var lastBeat: Int64
        var lastState: PlaceStatus.State
        var isClaiming = false
    }

    /// Streams of one place: some tabs and devices.
    ///
    /// Without a bound one visitor could take all streams of a room.
    static let perPlace = 8

    private(set) var listeners: [Int: Listener] = [:]
    private var byPlace: [Int: Int] = [:]
    private var nextTag = 1

    var count: Int { listeners.count }

    /// Whether this place may have one more.
    func takes(_ slip: Slip) -> Bool {
        byPlace[slip.place ?? 0, default: 0] < Self.perPlace
    }

    /// Adds a listener and tags its stream.
    mutating func add(_ stream: EventStream, _ slip: Slip, state: PlaceStatus.State, now: Int64) {
        stream.tag = nextTag
        listeners[nextTag] = Listener(
            stream: stream, slip: slip, lastSent: now, lastBeat: 0, lastState: state)
        byPlace[slip.place ?? 0, default: 0] += 1
        nextTag += 1
    }

    /// Notes what was sent to a listener; nothing when it is gone.
    mutating func update(_ tag: Int, _ change: (inout Listener) -> Void) {
        guard var listener = listeners[tag] else { return }
        change(&listener)
        listeners[tag] = listener
    }

    /// Takes a listener out.
    mutating func remove(_ tag: Int) {
        guard let place = listeners.removeValue(forKey: tag).map({ $0.slip.place ?? 0 }) else { return }
        let left = byPlace[place, default: 1] - 1
        byPlace[place] = left > 0 ? left : nil
    }

    subscript(tag: Int) -> Listener? { listeners[tag] }

    var tags: [Int] { Array(listeners.keys) }
}
