/// How a room stood at one moment, read by one script inside Redis.
struct RoomSample {
    /// Redis' clock, in milliseconds.
    var clock: Int64 = 0
    /// Sessions that had not expired.
    var open = 0
    /// The cap on sessions.
    var capacity = 0
    /// Admissions a second, as the operator set it.
    var rate = 0.0
    /// The largest number given out.
    var issued = 0
    /// How far the line was called.
    var serving = 0
    /// People at the door.
    var door = 0
    /// Admissions so far.
    var entered = 0
    /// The rate's bucket.
    var tokens = 0.0
    /// Visitors of the rehearsal who were looking and not inside.
    var looking = 0
    /// Visitors of the rehearsal who had been told that they are in.
    var told = 0
}
