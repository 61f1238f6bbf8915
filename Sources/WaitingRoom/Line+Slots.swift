extension Line {
    /// Opens the presence slot of this moment, when it is not open yet; the one before is closed and judged.
    mutating func roll() {
        let current = 2 * lineTime / max(1000, settings.lostAfter.lineMilliseconds)
        if current == slot { return }
        if slot >= 0 { closeSlot() }
        slot = current
        slots[Int(current % 3)] = PresenceSlot(index: current, base: serving - serving % 8)
    }

    /// What the beats of the slot that ends say (LINE.md 2.2): an outage, and how far ahead to ask for beats.
    private mutating func closeSlot() {
        let beats = Double(slots[Int(slot % 3)].places.count)
        let peak = best * 0.9
        low = beats < peak / 2 ? low + 1 : 0
        best = max(beats, peak)
        let rate = shapedRate
        if beats < 60 * rate && serving + within < issued {
            within *= 4
        } else if beats > 240 * rate {
            within = max(LineLimits.within, within / 2)
        }
    }

    /// Whether a place beat in one of the last three slots.
    func hasBeaten(_ place: Int) -> Bool {
        slots.contains {
            $0.index >= slot - 2 && $0.index <= slot && $0.index >= 0 && $0.places.contains(place)
        }
    }

    /// Empties the slots, and takes their edge from all marks so far.
    ///
    /// Nobody is judged before `lost_after` is over.
    mutating func forgetSlots() {
        slots = [PresenceSlot](repeating: PresenceSlot(), count: 3)
        slot = -1
        best = 0
        low = 0
        judged = 0
        edgesAfter = lineTime
    }
}
