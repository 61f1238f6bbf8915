/// The last sixty spans of a line's movement: how many places were passed and how many the rate allowed.
///
/// Only time in which people waited is counted, so a span may have taken longer by the clock. Bounded: the
/// oldest span makes room for the newest.
struct PaceHistory: Sendable {
    /// What happened in one span.
    struct Span: Sendable {
        var served = 0.0
        var allowed = 0.0
        var seconds = 0.0

        /// Places passed for each that the rate allowed.
        var yield: Double { allowed > 0 ? served / allowed : 0 }

        mutating func add(_ other: Span) {
            served += other.served
            allowed += other.allowed
            seconds += other.seconds
        }
    }

    static let capacity = 60
    let spanSeconds: Double
    private var ring: [Span] = []
    private var oldest = 0
    private var current = Span()

    init(spanSeconds: Double) {
        self.spanSeconds = spanSeconds
        ring.reserveCapacity(Self.capacity)
    }

    /// How many whole spans are kept.
    var count: Int { ring.count }

    /// The whole span at `index`, the oldest first.
    func span(_ index: Int) -> Span { ring[(oldest + index) % ring.count] }

    /// Everything that is kept, with the span that is not whole yet.
    var total: Span {
        ring.reduce(into: current) { $0.add($1) }
    }

    /// Adds a movement; a span is whole as soon as it has its length.
    mutating func add(_ movement: Span) {
        current.add(movement)
        guard current.seconds >= spanSeconds else { return }
        if ring.count < Self.capacity {
            ring.append(current)
        } else {
            ring[oldest] = current
            oldest = (oldest + 1) % Self.capacity
        }
        current = Span()
    }
}
