/// How well the site was used while people waited.
///
/// A moment counts when more people looked for a way in than could enter within two polls at the front: as
/// many as there were free sessions, or two seconds of the rate. It was used in full when as many were inside
/// as the cap, or as there were people, allowed, or when as many had entered in the last second as the rate
/// allows.
struct SiteUse {
    /// The mean use over those moments, 0 to 1; 1 when nobody ever waited.
    let mean: Double
    /// How many moments counted.
    let moments: Int
    /// The mean of sessions against the cap alone, over the moments in which more waited than were free.
    let ofCapacity: Double

    /// Reads it out of samples.
    init(_ samples: [RoomSample]) {
        var total = 0.0
        var capacityTotal = 0.0
        var moments = 0
        var fullMoments = 0
        var secondAgo = 0
        for (index, sample) in samples.enumerated() where Self.counts(sample) {
            while secondAgo < index, samples[secondAgo].clock < sample.clock - 1000 { secondAgo += 1 }
            let possible = min(sample.capacity, sample.open + sample.looking)
            let bySessions = Double(sample.open) / Double(max(1, possible))
            let elapsed = Double(sample.clock - samples[secondAgo].clock) / 1000
            let allowed = sample.rate * elapsed
            let byRate = allowed >= 1 ? Double(sample.entered - samples[secondAgo].entered) / allowed : 0
            total += min(1, max(bySessions, byRate))
            moments += 1
            if sample.open + sample.looking > sample.capacity {
                capacityTotal += Double(sample.open) / Double(sample.capacity)
                fullMoments += 1
            }
        }
        mean = moments > 0 ? total / Double(moments) : 1
        ofCapacity = fullMoments > 0 ? capacityTotal / Double(fullMoments) : 1
        self.moments = moments
    }

    private static func counts(_ sample: RoomSample) -> Bool {
        let free = Double(sample.capacity - sample.open)
        return sample.capacity > 0 && sample.looking > 0
            && Double(sample.looking) > min(free, 2 * sample.rate)
    }
}
