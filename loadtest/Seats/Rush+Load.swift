import Bytes
import EventLoop
import HTTP

/// The rush itself, and its end.
extension Rush {
    private static let mostRepeats = 100_000

    /// Lets everybody ask at once.
    func beginLoad() {
        counts.others.reserve(settings.ask == .holds ? settings.seats * settings.attempts : 1 << 20)
        expected = 0
        // Not within an answer: there a pool opens no connection, but waits for the one free in a moment.
        reactor.after(.zero) { [weak self] in
            guard let self, !isOver else { return }
            loadBegan = LoopInstant.now
            for _ in 0..<settings.connections { askNext() }
        }
    }

    private func askNext() {
        switch settings.ask {
        case .holds:
            guard let attempt = order.next() else { break }
            expected += 1
            counts.began(attempt.seat)
            let step = RushStep.attempt(seat: attempt.seat, number: attempt.number, isAgain: false)
            return send(step, for: attempt.person)
        case .search, .map:
            guard LoopInstant.now.since(loadBegan) < settings.span else { break }
            expected += 1
            let question = Int32.random(in: 0..<Int32(questions.count), using: &random)
            return send(.ask(question), for: Int32.random(in: 0..<Int32(people.count), using: &random))
        }
        if expected == 0 { loadIsOver() }
    }

    /// One is done; the connection goes to the next, unless somebody else had it meanwhile.
    private func settled(isAgain: Bool) {
        expected -= 1
        if !isAgain { return askNext() }
        if expected == 0 { loadIsOver() }
    }

    // MARK: Answers

    /// Takes the answer to a search or a seat map.
    func asked(_ question: Int, _ time: Int, _ status: Int, _ body: RawSpan) {
        if !searches.isEmpty { return learnt(question, status, body) }
        if status == 200 {
            counts.answers += 1
            counts.bytes += body.byteCount
            counts.others.add(time)
        } else {
            counts.unexpected[status, default: 0] += 1
        }
        settled(isAgain: false)
    }

    /// Takes the answer to an attempt.
    func attempted(
        _ seat: Int32, _ number: Int32, isAgain: Bool, _ person: Int32, _ time: Int,
        _ connection: Connection, _ body: RawSpan
    ) {
        let status = connection.head.status
        switch status {
        case 201:
            counts.winners.add(time)
            counts.granted[Int(seat)] += 1
            noteHold(body)
        case 409 where AnswerScan.isText("code", "seat_taken", in: body):
            counts.taken += 1
            counts.others.add(time)
        case 409 where AnswerScan.isText("code", "account_limit", in: body): counts.limited += 1
        case 429, 503:
            // As a careful client: the same request with the same key, when the answer says. Others go on.
            guard counts.askedAgain < Self.mostRepeats else { fallthrough }
            counts.noteAskedAgain(body.copyBytes())
            if AnswerScan.isText("code", "queue_required", in: body) { send(.claim, for: person) }
            send(
                .attempt(seat: seat, number: number, isAgain: true), for: person,
                after: Self.retryAfter(connection) ?? .seconds(1))
            return isAgain ? () : askNext()
        default: counts.unexpected[status, default: 0] += 1
        }
        counts.underWay[Int(seat)] -= 1
        settled(isAgain: isAgain)
    }

    private func noteHold(_ body: RawSpan) {
        guard let range = AnswerScan.text("id", in: body) else {
            counts.unexpected[201, default: 0] += 1
            return
        }
        if !counts.holds.insert(body.extracting(range).copyBytes()).inserted { counts.holdsTwice += 1 }
    }

    /// A request of the rush that has no answer.
    func lost(_ step: RushStep) {
        if !searches.isEmpty { return end("a search was not answered") }
        counts.unexpected[0, default: 0] += 1
        guard case .attempt(let seat, _, let isAgain) = step else { return settled(isAgain: false) }
        counts.underWay[Int(seat)] -= 1
        settled(isAgain: isAgain)
    }

    // MARK: The end

    private func loadIsOver() {
        loadEnded = LoopInstant.now
        guard settings.ask == .holds else { return leave() }
        isAfterRush = true
        // What is shown may be a second old.
        reactor.after(.milliseconds(1500)) { [weak self] in self?.lookAtTrips() }
    }

    /// Everybody leaves, so that others may come in.
    func leave() {
        expected = people.count
        for person in people.indices { send(.leave, for: Int32(person)) }
    }

    /// Somebody has left.
    func left() {
        expected -= 1
        if expected == 0 { end() }
    }
}
