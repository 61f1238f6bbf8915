extension Line {
    /// Opens the session of a place: for `start` if it is not used, for `max` in all (LINE.md 2.5).
    mutating func open(_ place: Int) -> (expiry: Int64, end: Int64) {
        let end = last + settings.sessionMax.lineMilliseconds
        let expiry = min(last + settings.sessionStart.lineMilliseconds, end)
        active[place] = expiry
        ends[place] = end
        claimed.insert(place)
        return (expiry, end)
    }

    /// When the session of a place ends whatever happens.
    ///
    /// One from before ends were kept gets its `max` from now on, once.
    mutating func absoluteEnd(of place: Int) -> Int64 {
        if let end = ends[place] { return end }
        let end = last + settings.sessionMax.lineMilliseconds
        ends[place] = end
        return end
    }

    /// Takes a session out; says whether there was one.
    @discardableResult
    mutating func close(_ place: Int) -> Bool {
        let wasOpen = active[place] != nil
        active[place] = nil
        ends[place] = nil
        return wasOpen
    }
}
