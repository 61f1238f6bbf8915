import Bytes
import EventLoop
import HTTP

/// The way in, as an integrator goes it: a place, the admission, an account by mail and one-time code.
extension Rush {
    private static let mostRetries = 500

    /// Lets the first people come; each who is in lets the next one come.
    func enter() {
        next = 0
        expected = people.count
        for _ in 0..<min(settings.entering, people.count) { enterNext() }
    }

    private func enterNext() {
        guard next < people.count else { return }
        send(.join, for: Int32(next))
        next += 1
    }

    /// Takes a step's answer, and takes the next step.
    func entryAnswered(_ step: RushStep, _ person: Int32, _ connection: Connection, _ body: RawSpan) {
        let (index, status) = (Int(person), connection.head.status)
        var following: RushStep?
        switch step {
        case .join where status == 200 || status == 201:
            following = keep("slip", \.slip, body, of: index) ? .claim : nil
        case .claim where status == 200:
            guard keep("token", \.admission, body, of: index) else { break }
            if !people[index].user.isEmpty { return isBack() }
            following = .register
        case .register where status == 201:
            following = keepChallenge(body, of: index) ? .code : nil
        case .code where status == 200:
            following = keep("code", \.code, body, of: index) ? .prove : nil
        case .prove where status == 200:
            if keep("access_token", \.user, body, of: index) { return isIn() }
        default: break
        }
        if let following { return send(following, for: person) }
        let words = "status \(status): \(String(decoding: body.copyBytes().prefix(200), as: UTF8.self))"
        let usual: Duration = if case .code = step { .milliseconds(20) } else { .milliseconds(300) }
        retry(step, person, after: Self.retryAfter(connection) ?? usual, words)
    }

    // MARK: Coming back

    /// Everybody shows their slip once more, and then the rush begins.
    ///
    /// Who came first has waited for the last one, longer than a first token lives; the session goes on.
    func gather() {
        isGathering = true
        expected = people.count
        // Not within an answer: there a pool opens no connection, but waits for the one free in a moment.
        reactor.after(.zero) { [weak self] in
            guard let self, !isOver else { return }
            for person in people.indices { send(.claim, for: Int32(person)) }
        }
    }

    private func isBack() {
        guard isGathering else { return }
        expected -= 1
        guard expected == 0 else { return }
        isGathering = false
        beginLoad()
    }

    // MARK: Parts

    private func keep(
        _ name: StaticString, _ field: WritableKeyPath<Person, [UInt8]>, _ body: RawSpan, of person: Int
    ) -> Bool {
        guard let range = AnswerScan.text(name, in: body) else { return false }
        people[person][keyPath: field] = body.extracting(range).copyBytes()
        return true
    }

    /// The code's id; the account's own stands beside it under the same name.
    private func keepChallenge(_ body: RawSpan, of person: Int) -> Bool {
        guard let document = try? JSONReader.read(body), let id = document["code"]?["id"]?.text else {
            return false
        }
        people[person].challenge = Array(id.utf8)
        return true
    }

    private func isIn() {
        expected -= 1
        if expected == 0 { return allEntered() }
        enterNext()
    }

    /// Tries a step again after a while; somebody who never gets in ends the run.
    func retry(_ step: RushStep, _ person: Int32, after pause: Duration, _ reason: String) {
        people[Int(person)].retries += 1
        guard people[Int(person)].retries <= Self.mostRetries else {
            return end("somebody does not get in, at \(step): \(reason)")
        }
        send(step, for: person, after: pause)
    }
}
