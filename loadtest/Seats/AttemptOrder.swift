/// In which order attempts on seats are made: seat after seat, a few of them shuffled together.
///
/// One seat's attempts follow each other without a pause, so that as many of them are under way at once as
/// there are connections; and they flow on into the next seat's, so that who wins a seat meets the same load
/// as who loses it.
struct AttemptOrder {
    /// One attempt.
    struct Attempt: Equatable {
        /// On which seat.
        let seat: Int32
        /// By whom.
        let person: Int32
        /// The seat's how manieth it is, from 0.
        let number: Int32
    }

    private let seats: Int
    private let attempts: Int
    private let people: Int
    private let together: Int
    private var random: VisitorRandom
    private var block: [Attempt] = []
    private var nextSeat = 0

    /// An order of so many attempts on each seat, by different people while there are enough.
    init(seats: Int, attempts: Int, people: Int, together: Int, seed: UInt64) {
        self.seats = seats
        self.attempts = attempts
        self.people = max(1, people)
        self.together = max(1, together)
        random = VisitorRandom(seed: seed)
    }

    /// The next attempt, or nil after the last.
    mutating func next() -> Attempt? {
        if block.isEmpty { makeBlock() }
        return block.popLast()
    }

    private mutating func makeBlock() {
        let end = min(seats, nextSeat + together)
        for seat in nextSeat..<end {
            let first = Int.random(in: 0..<people, using: &random)
            for number in 0..<attempts {
                block.append(
                    Attempt(
                        seat: Int32(seat), person: Int32((first + number) % people), number: Int32(number)))
            }
        }
        nextSeat = end
        block.shuffle(using: &random)
    }
}
