extension RoomConfiguration {
    /// The status codes that a waiting page may have.
    package static let waitingStatuses = [200, 202, 429, 503]
    /// The upstream that a room with a mistake in its upstream stands for; never seen outside the reader.
    private static let nowhere = ""

    /// Reads the mapping, noting every mistake in it.
    init(_ reader: MappingReader, upstreams: Set<String>) {
        var reader = reader
        let name = reader.requiredText("name") { text throws(ValueMistake) in try ScalarText.name(text) }
        let match = Self.rules(&reader, "match")
        if !reader.has("match") {
            reader.noteAbsence("match")
        } else if match.isEmpty {
            reader.noteWhenEmpty("match", "needs at least one rule: [{path: /**}]")
        }
        let except = Self.rules(&reader, "except")
        let upstream = reader.requiredText("upstream") { text throws(ValueMistake) in
            try UpstreamConfiguration.checkedName(text, among: upstreams)
        }
        self.init(name: name ?? "", match: match, except: except, upstream: upstream ?? Self.nowhere)
        readPace(&reader)
        readTimes(&reader)
        identity = reader.text("identity", default: identity) { text throws(ValueMistake) in
            try ScalarText.choice(text, of: IdentityRule.self)
        }
        message = reader.text("message", default: message) { text throws(ValueMistake) in
            try ScalarText.text(text, limit: 500)
        }
        reader.finish()
    }

    private mutating func readPace(_ reader: inout MappingReader) {
        mode = reader.text("mode", default: mode) { text throws(ValueMistake) in
            guard text != "scheduled" else {
                throw ValueMistake(
                    "'scheduled' needs an opening time and a draw, which are not available yet")
            }
            return try ScalarText.choice(text, of: RoomEntryMode.self)
        }
        rate = reader.plain("rate", default: rate) { text throws(ValueMistake) in
            try ScalarText.positiveNumber(text, upTo: 100_000)
        }
        capacity = reader.plain("capacity", default: capacity) { text throws(ValueMistake) in
            try ScalarText.integer(text, in: 1...10_000_000)
        }
        waitingStatus = reader.plain("waiting_status", default: waitingStatus) { text throws(ValueMistake) in
            let status = try ScalarText.integer(text, in: 100...599)
            guard Self.waitingStatuses.contains(status) else {
                throw ValueMistake("must be 200, 202, 429 or 503")
            }
            return status
        }
    }

    private mutating func readTimes(_ reader: inout MappingReader) {
        let day = Duration.seconds(86_400)
        var times = reader.mapping("session")
        session.start = times.duration("start", default: session.start, in: .seconds(1)...day)
        session.idle = times.duration("idle", default: session.idle, in: .seconds(1)...day)
        session.max = times.duration("max", default: session.max, in: .seconds(1)...day)
        for (key, time) in [("start", session.start), ("idle", session.idle)] where time > session.max {
            let limit = ScalarText.text(of: session.max)
            times.note(
                times.has(key) ? key : "max", "\(key) (\(ScalarText.text(of: time))) is above max (\(limit))")
        }
        times.finish()
        recall = reader.duration("recall", default: recall, in: .seconds(1)...day)
        var beats = reader.mapping("heartbeat")
        heartbeat.every = beats.duration(
            "every", default: heartbeat.every, in: .seconds(1) ... .seconds(3_600))
        heartbeat.lostAfter = beats.duration(
            "lost_after", default: heartbeat.lostAfter, in: .seconds(2)...day)
        if heartbeat.lostAfter < heartbeat.every * 2 {
            let least = ScalarText.text(of: heartbeat.every * 2)
            let message =
                "lost_after must be at least twice every (\(least)), or one late beat loses a place's turn"
            beats.note(beats.has("lost_after") ? "lost_after" : "every", message)
        }
        beats.finish()
        warmUp = reader.duration("warm_up", default: warmUp, in: .zero...day)
    }

    private static func rules(_ reader: inout MappingReader, _ key: String) -> [RequestMatch] {
        reader.mappings(key, limit: 256).map { RequestMatch($0) }
    }
}
