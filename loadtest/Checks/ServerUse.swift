/// What Redis counts of itself and of one room.
struct ServerUse {
    /// Calls of EVALSHA.
    var scriptCalls = 0
    /// Bytes of memory in use.
    var memory = 0
    /// How far the room's line was called.
    var serving = 0
    /// People who were called and on whom the room counts still.
    var called = 0
    /// Bytes of the key that holds them.
    var calledMemory = 0

    /// Reads `cmdstat_evalsha` and `used_memory` out of an answer to INFO.
    init(info: String) {
        for line in info.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("cmdstat_evalsha:calls=") {
                scriptCalls = Int(line.dropFirst(22).prefix { $0.isNumber }) ?? 0
            } else if line.hasPrefix("used_memory:") {
                memory = Int(line.dropFirst(12)) ?? 0
            }
        }
    }
}
