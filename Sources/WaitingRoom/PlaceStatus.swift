/// What a visitor with a slip is told: where they stand, and when to ask again (API.md, Place status).
package struct PlaceStatus: Sendable, Equatable {
    /// Where somebody with a slip stands.
    package enum State: String, Sendable, CaseIterable {
        /// Entered before the draw; no place yet.
        case prequeue
        /// The line has not come to them.
        case waiting
        /// Their turn: they may claim.
        case called
        /// They have a session.
        case admitted
        /// Their session was ended, or they left.
        case finished
        /// They were called and did not come in time, or their line is over.
        case expired
        /// The line cannot go on for them now; they keep their place.
        case held
    }

    /// What the gateway knows of the visitor's session.
    package enum Session: Sendable, Equatable {
        /// Nothing.
        case none
        /// A valid token was shown.
        case open
        /// It is among the ended ones.
        case ended
    }

    /// Where they stand.
    package let state: State
    /// The number on the slip: of the place or of the entry; 0 for a provisional slip.
    package let place: Int
    /// The room's serving number.
    package let serving: Int
    /// How many people the line has to call before them, gaps left out.
    package let ahead: Int
    /// Their wait until called, or nil when it is not known or over.
    package let wait: WaitEstimate?
    /// When and what to ask next.
    package let pace: PollPace
    /// Whether newcomers get no place now.
    package let queueIsFull: Bool
    /// Whether everybody queues, even when the site is empty.
    package let queueAll: Bool

    /// The status that a snapshot gives to a slip of its room.
    ///
    /// The snapshot may be a quarter of a second old. It alone refuses a claim only beyond serving or while
    /// the line stands (LINE.md 2.4); `expired` is what it looks like, and the claim script has the last
    /// word.
    package init(_ snapshot: RoomSnapshot, slip: Slip, session: Session = .none, forecast: WaitForecast?) {
        let state = Self.state(snapshot, slip, session)
        let number = Self.number(slip)
        self.state = state
        place = number
        serving = snapshot.serving
        queueIsFull = !snapshot.mode.givesPlaces && snapshot.mode != .passthrough
        queueAll = snapshot.mode == .always || snapshot.mode == .paused || snapshot.mode == .scheduled
        let isWaiting = slip.place != nil && (state == .waiting || state == .held)
        ahead = isWaiting ? snapshot.peopleBetween(snapshot.serving, number - 1) : 0
        wait = state == .waiting && slip.place != nil ? forecast?.estimate(places: ahead + 1) : nil
        switch state {
        case .called: pace = .called
        case .waiting, .held:
            let distance = slip.place == nil ? PollPace.near : number - snapshot.serving
            pace = PollPace(distance: distance, within: snapshot.within, wait: wait?.likely)
        case .prequeue, .admitted, .finished, .expired: pace = .idle
        }
    }

    /// Whether they wait: before the draw, in the line, or held.
    package var isInWaitingRoom: Bool {
        state == .prequeue || state == .waiting || state == .held
    }

    /// The likely wait in minutes, rounded up, for clients of other waiting rooms; 0 when not known.
    package var waitMinutes: Int {
        guard let wait else { return 0 }
        return Int(min(1_000_000, (wait.likely / 60).rounded(.up)))
    }

    private static func number(_ slip: Slip) -> Int {
        switch slip.kind {
        case .place(let number), .entry(let number): number
        case .provisional: 0
        }
    }

    private static func state(_ snapshot: RoomSnapshot, _ slip: Slip, _ session: Session) -> State {
        if session == .ended { return .finished }
        if session == .open { return .admitted }
        if slip.epoch < snapshot.epoch { return .expired }
        // A slip from after the snapshot, or a line that is being restored: wait for the next snapshot.
        if slip.epoch > snapshot.epoch || slip.gen > snapshot.gen || snapshot.held { return .held }
        guard let place = slip.place else {
            if case .entry = slip.kind { return .prequeue }
            return .held
        }
        if place <= snapshot.floor { return .expired }
        let stands = snapshot.stands || snapshot.mode.stands
        if place <= snapshot.serving { return stands ? .held : .called }
        return snapshot.mode == .passthrough && !stands ? .called : .waiting
    }
}
