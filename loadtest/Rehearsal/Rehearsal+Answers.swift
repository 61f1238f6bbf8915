import Bytes
import EventLoop
import HTTP

extension Rehearsal {
    /// Takes an answer to its visitor.
    func answered(_ request: LoadRequest<VisitorStep>, by connection: Connection) {
        let visitor = request.visitor
        counts.answered[Int(request.purpose.rawValue)] += 1
        waits[Int(request.purpose.rawValue)].add(
            Int((LoopInstant.now.nanoseconds - request.due.nanoseconds) / 1000))
        visitors[Int(visitor)].failures = 0
        let status = connection.head.status
        if tokens[visitor] != nil, let renewed = connection.head.firstValue(.sluiceAdmission) {
            tokens[visitor] = connection.head.with(renewed) { $0.copyBytes() }
        }
        if status == 503 {
            counts.held += 1
            return schedule(visitor, after: retryAfter(connection) ?? 3000)
        }
        connection.content.withReadable { body in
            switch request.purpose {
            case .join: joined(visitor, status, body, connection)
            case .poll: polled(visitor, status, body, connection)
            case .claim: claimed(visitor, status, body, connection)
            case .page: read(visitor, status)
            case .leaveSite, .finish: left(visitor, status, request.purpose)
            }
        }
    }

    /// A request without an answer is tried again at another gateway after about a second, at most twenty
    /// times.
    func failed(_ request: LoadRequest<VisitorStep>) {
        counts.unanswered += 1
        let visitor = request.visitor
        visitors[Int(visitor)].failures &+= 1
        visitors[Int(visitor)].target = UInt8((Int(visitors[Int(visitor)].target) + 1) % pools.count)
        if visitors[Int(visitor)].failures >= 20 {
            counts.noteUnexpected(request.purpose, 0)
            return enter(.lost, visitor)
        }
        schedule(visitor, after: 1000)
    }

    // MARK: In the line

    private func joined(_ visitor: Int32, _ status: Int, _ body: RawSpan, _ connection: Connection) {
        guard status == 201 || status == 200, let place = AnswerScan.number("place", in: body),
            let range = AnswerScan.text("slip", in: body),
            slips.put(body.extracting(range), for: Int(visitor))
        else { return retry(.join, visitor, status, connection) }
        counts.places += 1
        joinedCount += 1
        if !seen.insert(place) { counts.placesTwice += 1 }
        counts.largestPlace = max(counts.largestPlace, place)
        visitors[Int(visitor)].place = UInt32(clamping: place)
        if visitors[Int(visitor)].kind == .absent { return enter(.done, visitor) }
        enter(.waiting, visitor)
        follow(visitor, body)
    }

    private func polled(_ visitor: Int32, _ status: Int, _ body: RawSpan, _ connection: Connection) {
        guard status == 200 else { return retry(.poll, visitor, status, connection) }
        follow(visitor, body)
    }

    /// Does what a place status says: claim, wait as told, or give up.
    private func follow(_ visitor: Int32, _ body: RawSpan) {
        if AnswerScan.isText("state", "called", in: body) {
            if mayGoAway(visitor, ahead: 0) { return }
            enter(.claiming, visitor)
            if visitors[Int(visitor)].asked < 0 { visitors[Int(visitor)].asked = now }
            return send(.claim, for: visitor)
        }
        if AnswerScan.isText("state", "expired", in: body) { return expired(visitor) }
        visitors[Int(visitor)].polled = now
        if mayGoAway(visitor, ahead: AnswerScan.number("ahead", in: body) ?? 0) { return }
        schedule(visitor, after: Double(AnswerScan.number("refresh_seconds", in: body) ?? 5) * 1000)
    }

    /// Sends late visitors away once: half of them when they are called, the others when they come near.
    private func mayGoAway(_ visitor: Int32, ahead: Int) -> Bool {
        let state = visitors[Int(visitor)]
        guard state.kind == .late, !state.wasAway, visitor & 1 == 0 ? ahead == 0 : ahead < 300 else {
            return false
        }
        visitors[Int(visitor)].wasAway = true
        enter(.away, visitor)
        let longest = Double(settings.lateBy.wholeNanoseconds) / 1e6
        schedule(visitor, afterExactly: Int32(random.unit() * longest))
        return true
    }

    private func claimed(_ visitor: Int32, _ status: Int, _ body: RawSpan, _ connection: Connection) {
        switch status {
        case 200:
            guard let range = AnswerScan.text("token", in: body) else {
                return retry(.claim, visitor, status, connection)
            }
            tokens[visitor] = body.extracting(range).copyBytes()
            getIn(visitor)
        case 409 where AnswerScan.contains("at_the_door", in: body):
            if !visitors[Int(visitor)].wasAtDoor { counts.atDoor += 1 }
            visitors[Int(visitor)].wasAtDoor = true
            schedule(visitor, after: retryAfter(connection) ?? 1000)
        case 409 where AnswerScan.contains("not_called", in: body):
            enter(.waiting, visitor)
            visitors[Int(visitor)].asked = -1
            visitors[Int(visitor)].polled = now
            schedule(visitor, after: retryAfter(connection) ?? 1000)
        case 410: expired(visitor)
        default: retry(.claim, visitor, status, connection)
        }
    }

    private func expired(_ visitor: Int32) {
        counts.expired[Int(visitors[Int(visitor)].kind.rawValue)] += 1
        enter(.lost, visitor)
    }

    /// Tries again later what was answered in a way that nobody should meet, at most twenty times.
    private func retry(
        _ purpose: VisitorStep, _ visitor: Int32, _ status: Int, _ connection: Connection
    ) {
        counts.noteUnexpected(purpose, status)
        visitors[Int(visitor)].pages &+= 1
        if visitors[Int(visitor)].pages >= 20 { return enter(.lost, visitor) }
        schedule(visitor, after: retryAfter(connection) ?? 2000)
    }

    private func retryAfter(_ connection: Connection) -> Double? {
        guard let range = connection.head.firstValue(.retryAfter) else { return nil }
        return connection.head.with(range) { $0.decimal(maximumDigits: 6) }.map { Double($0) * 1000 }
    }
}
