extension Line {
    /// Adds a mark, and finds what follows from the marks: the floor and the judged edge (LINE.md 2.2, 2.3).
    mutating func mark() {
        let now = lineTime
        let recall = settings.recall.lineMilliseconds
        let lostAfter = max(1000, settings.lostAfter.lineMilliseconds)
        marked = now
        marks.append(
            LineMark(
                time: now, serving: serving, edge: min(serving + within, issued),
                lowestAtDoor: door.places.first ?? 0))
        let recalled = marks.last { $0.time <= now - recall }
        let asked = marks.last { $0.time <= now - lostAfter }
        let recent = marks.filter { $0.time >= now - lostAfter }

        judged = 0
        if let asked, asked.time > edgesAfter { judged = recent.reduce(asked.edge) { min($0, $1.edge) } }
        if let recalled {
            let atDoor = recent.lazy.map(\.lowestAtDoor).filter { $0 > 0 }.min() ?? .max
            floor = max(floor, min(recalled.serving, atDoor - 1))
        }
        if let recalled, let asked {
            let oldest = min(recalled.time, asked.time)
            marks.removeAll { $0.time < oldest }
        }
    }
}
