extension Line {
    /// beat: places near the front say that somebody is there; at the door it keeps the place counted on.
    package mutating func beat(
        _ places: [Int], by caller: LineCaller, at time: Int64
    ) throws(RoomStoreError) -> BeatReply {
        guard places.count <= LineLimits.joins else { throw .refused("ERR more than 512 beats") }
        try begin(caller, at: time)
        roll()
        let open = Int(slot % 3)
        for place in places {
            if place > serving {
                if place <= serving + within { slots[open].places.insert(place) }
            } else if door.contains(place), called[place] != nil {
                called[place] = lineTime + LineLimits.atDoorFor
            }
        }
        return BeatReply(roomTime: last, serving: serving)
    }
}
