extension Line {
    /// finish: sessions end, or people leave the line; with a name it is an operator who ends them.
    package mutating func finish(
        _ ends: [SessionEnd], by name: String?, caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) {
        guard ends.count <= LineLimits.claims else { throw .refused("ERR more than 256 ends") }
        try begin(caller, at: time)
        for end in ends where end.place >= 1 && end.place <= issued {
            if close(end.place) { left += 1 }
            if end.leaves {
                called[end.place] = nil
                door.remove(end.place)
                claimed.insert(end.place)
            }
            ended[end.place] = last
            if let name, !name.isEmpty { note(.ended(place: end.place, by: name)) }
        }
    }
}
