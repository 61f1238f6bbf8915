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

    private(set) var listeners: [Int: Listener] = [:]
    private var nextTag = 1

    var count: Int { listeners.count }

    /// Adds a listener and tags its stream.
    mutating func add(_ stream: EventStream, _ slip: Slip, state: PlaceStatus.State, now: Int64) {
        stream.tag = nextTag
        listeners[nextTag] = Listener(
            stream: stream, slip: slip, lastSent: now, lastBeat: 0, lastState: state)
        nextTag += 1
    }

    subscript(tag: Int) -> Listener? {
        get { listeners[tag] }
        set { listeners[tag] = newValue }
    }

    var tags: [Int] { Array(listeners.keys) }
}
