import WaitingRoom

extension RoomChange {
    /// A change that sets everything.
    init(all settings: RoomSettings) {
        self.init()
        mode = settings.mode
        rate = settings.rate
        capacity = settings.capacity
        sessionStart = settings.sessionStart
        sessionIdle = settings.sessionIdle
        sessionMax = settings.sessionMax
        recall = settings.recall
        heartbeatEvery = settings.heartbeatEvery
        lostAfter = settings.lostAfter
        warmUp = settings.warmUp
        message = settings.message
    }

    /// The fields of `state` that change, with their texts, in the order in which `restore` takes them all.
    var fields: [(name: [UInt8], value: [UInt8])] {
        let texts: [(String, String?)] = [
            ("mode", mode?.rawValue),
            ("rate", rate.map { "\($0)" }),
            ("capacity", capacity.map { "\($0)" }),
            ("start", sessionStart.map(Self.milliseconds)),
            ("idle", sessionIdle.map(Self.milliseconds)),
            ("max", sessionMax.map(Self.milliseconds)),
            ("recall", recall.map(Self.milliseconds)),
            ("every", heartbeatEvery.map(Self.milliseconds)),
            ("lost_after", lostAfter.map(Self.milliseconds)),
            ("warm_up", warmUp.map(Self.milliseconds)),
            ("message", message),
        ]
        return texts.compactMap { name, value in value.map { (Array(name.utf8), Array($0.utf8)) } }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        "\(duration.lineMilliseconds)"
    }
}
