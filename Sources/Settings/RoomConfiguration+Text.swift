extension RoomConfiguration {
    var lines: [String] {
        let times = [session.start, session.idle, session.max].map { ScalarText.text(of: $0) }
        let beats = [heartbeat.every, heartbeat.lostAfter].map { ScalarText.text(of: $0) }
        return [
            "  - name: \(YAMLText.quoted(name))",
            "    match: \(YAMLText.list(match.map(\.text)))",
            "    except: \(YAMLText.list(except.map(\.text)))",
            "    upstream: \(YAMLText.quoted(upstream))",
            "    mode: \(mode.rawValue)",
            "    rate: \(rate)",
            "    capacity: \(capacity)",
            "    session: {start: \(times[0]), idle: \(times[1]), max: \(times[2])}",
            "    recall: \(ScalarText.text(of: recall))",
            "    heartbeat: {every: \(beats[0]), lost_after: \(beats[1])}",
            "    warm_up: \(ScalarText.text(of: warmUp))",
            "    waiting_status: \(waitingStatus)",
            "    identity: \(identity.rawValue)",
            "    message: \(YAMLText.quoted(message))",
        ]
    }
}
