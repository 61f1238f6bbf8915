/// How well the site was used while people waited.
///
/// A moment counts when at least as many looked for a way in as could have entered within a second: as many
/// as there were free sessions, or whole tokens and those of the next second, whichever is less. That which
/// is less binds, and says what use means in that moment: sessions against the cap, or admissions of the last
/// second against the rate.
struct SiteUse {
    /// Moments that must count before the mean says anything: five seconds.
    static let enough = 50

    /// A mean over some moments.
    struct Mean {
        /// How many moments.
        private(set) var moments = 0
        private var total = 0.0

        /// The mean, 0 to 1; 0 over nothing.
        var value: Double { moments > 0 ? total / Double(moments) : 0 }

        /// Takes a moment's use, never more than 1.
        mutating func add(_ use: Double) {
            moments += 1
            total += min(1, use)
        }
    }

    /// Over all moments that count, each by what bound it.
    private(set) var all = Mean()
    /// Sessions against the cap, over the moments that the cap bound.
    private(set) var ofCap = Mean()
    /// Admissions against the rate, over the moments that the rate bound.
    private(set) var ofRate = Mean()
    /// As `ofCap`, counting only sessions whose owners had been told: one may open for somebody at the door
    /// up to a second before their next poll.
    private(set) var told = Mean()

    /// Reads it out of samples.
    init(_ samples: [RoomSample]) {
        let earlier = samples.first.map { $0.entered - $0.told } ?? 0
        var secondAgo = 0
        for (index, sample) in samples.enumerated() {
            while secondAgo < index, samples[secondAgo].clock < sample.clock - 1000 { secondAgo += 1 }
            let free = Double(sample.capacity - sample.open)
            let allowed = sample.tokens + sample.rate
            guard sample.capacity > 0, sample.looking > 0, Double(sample.looking) >= min(free, allowed)
            else { continue }
            if free <= allowed {
                let use = Double(sample.open) / Double(sample.capacity)
                let untold = max(0, sample.entered - sample.told - earlier)
                all.add(use)
                ofCap.add(use)
                told.add(Double(max(0, sample.open - untold)) / Double(sample.capacity))
            } else {
                let seconds = Double(sample.clock - samples[secondAgo].clock) / 1000
                guard seconds >= 0.5 else { continue }
                let use = Double(sample.entered - samples[secondAgo].entered) / (sample.rate * seconds)
                all.add(use)
                ofRate.add(use)
            }
        }
    }
}
