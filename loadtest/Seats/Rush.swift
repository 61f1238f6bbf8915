import Bytes
import Contracts
import EventLoop
import Glibc
import HTTP

/// People who come in by the line, register, and ask for seats all at once through the gateway.
///
/// Everything runs on one loop, and each connection has one request at a time (a closed loop): the next one
/// goes out when an answer is in.
final class Rush: AnswerTaker {
    typealias Connection = LoadConnection<RushStep>

    let settings: RushSettings
    let reactor: Reactor
    /// What makes this run's mail addresses and keys its own.
    let run: String
    var people: [Person]
    var counts: RushCounts
    var random: VisitorRandom
    /// Searches while the timetable is learnt: their paths and stations.
    var searches: [(path: [UInt8], from: String, to: String)] = []
    /// What is asked for where no seats are wanted: paths.
    var questions: [[UInt8]] = []
    var offers: [TripOffer] = []
    var rushedTrips: [TripOffer] = []
    /// The seats of each of these trips that were free before the rush.
    var freeSeats: [[String]] = []
    var wishes: [SeatWish] = []
    var order: AttemptOrder
    /// Requests of the present stage that have no answer yet.
    var expected = 0
    /// The next one to come in, to be asked, or to leave.
    var next = 0
    var isGathering = false
    var isAfterRush = false
    var loadBegan = LoopInstant(nanoseconds: 0)
    var loadEnded = LoopInstant(nanoseconds: 0)
    private(set) var isOver = false

    private var gateway: LoadPool<RushStep>?
    private var codes: LoadPool<RushStep>?
    private var began = LoopInstant(nanoseconds: 0)
    private var entered = LoopInstant(nanoseconds: 0)
    private let ended: (RushOutcome) -> Void

    /// A rush that has not begun; `ended` is called once.
    init(_ settings: RushSettings, on reactor: Reactor, ended: @escaping (RushOutcome) -> Void) {
        self.settings = settings
        self.reactor = reactor
        self.ended = ended
        run = String(UInt64(clamping: LoopInstant.now.nanoseconds) &+ UInt64(time(nil)) << 32, radix: 36)
        people = [Person](repeating: Person(), count: settings.people)
        counts = RushCounts(seats: settings.seats)
        random = VisitorRandom(seed: settings.seed)
        order = AttemptOrder(
            seats: settings.seats, attempts: settings.attempts, people: settings.people,
            together: settings.together, seed: settings.seed &+ 0x5EA7)
        let timeout = reactor.makeTimeout(.seconds(30))
        gateway = LoadPool(
            to: settings.target, maximum: settings.connections, timeout: timeout, reactor: reactor,
            taker: self)
        codes = LoadPool(
            to: settings.codes, maximum: 8, timeout: timeout, reactor: reactor, taker: self)
    }

    /// Begins: the first people come.
    func start() {
        began = reactor.now
        reactor.after(settings.patience) { [weak self] in self?.end("it was not done in time") }
        enter()
    }

    /// Everybody is in.
    func allEntered() {
        entered = reactor.now
        learnTimetable()
    }

    /// Sends a request of a person.
    func send(_ step: RushStep, for person: Int32) {
        if isOver { return }
        let request = LoadRequest(visitor: person, purpose: step, due: LoopInstant.now)
        if case .code = step { codes?.send(request) } else { gateway?.send(request) }
    }

    /// Sends it after a while.
    func send(_ step: RushStep, for person: Int32, after pause: Duration) {
        reactor.after(pause) { [weak self] in self?.send(step, for: person) }
    }

    /// Ends the run, with the reason where it is too early.
    func end(_ trouble: String? = nil) {
        if isOver { return }
        isOver = true
        let opened = gateway?.opened ?? 0
        gateway?.close()
        codes?.close()
        let (load, entry) = (loadEnded.since(loadBegan), entered.since(began))
        ended(
            RushOutcome(
                settings: settings, counts: counts, seconds: load / .seconds(1),
                entrySeconds: entry / .seconds(1), questions: questions.count, connectionsOpened: opened,
                trouble: trouble))
    }

    // MARK: Answers

    /// Takes an answer to whoever it is for.
    func answered(_ request: LoadRequest<RushStep>, by connection: Connection) {
        if isOver { return }
        let person = request.visitor
        if let renewed = connection.head.firstValue(.sluiceAdmission), !isLeaving(request) {
            people[Int(person)].admission = connection.head.with(renewed) { $0.copyBytes() }
        }
        let time = Int((LoopInstant.now.nanoseconds - request.due.nanoseconds) / 1000)
        connection.content.withReadable { body in
            switch request.purpose {
            case .join, .claim, .register, .code, .prove:
                entryAnswered(request.purpose, person, connection, body)
            case .stations: stationsAnswered(connection.head.status, body)
            case .look(let trip): looked(Int(trip), connection.head.status, body)
            case .ask(let question): asked(Int(question), time, connection.head.status, body)
            case .attempt(let seat, let number, let isAgain):
                attempted(seat, number, isAgain: isAgain, person, time, connection, body)
            case .leave: left()
            }
        }
    }

    private func isLeaving(_ request: LoadRequest<RushStep>) -> Bool {
        if case .leave = request.purpose { true } else { false }
    }

    /// A request without an answer: on the way in it is tried again, in the rush it counts as none.
    func failed(_ request: LoadRequest<RushStep>) {
        if isOver { return }
        switch request.purpose {
        case .join, .claim, .register, .code, .prove:
            retry(request.purpose, request.visitor, after: .milliseconds(200), "no answer")
        case .stations, .look: end("the timetable was not answered")
        case .ask, .attempt: lost(request.purpose)
        case .leave: left()
        }
    }

    /// How long an answer asks to wait, at most 30 s.
    static func retryAfter(_ connection: Connection) -> Duration? {
        guard let range = connection.head.firstValue(.retryAfter) else { return nil }
        return connection.head.with(range) { $0.decimal(maximumDigits: 6) }.map { .seconds(min(30, $0)) }
    }
}
