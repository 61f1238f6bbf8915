/// What is counted while people rush.
struct RushCounts {
    /// Holds that were granted, by seat.
    var granted: [Int32]
    /// Attempts under way now, by seat.
    var underWay: [Int32]
    /// The most attempts that were under way at once, by seat.
    var mostUnderWay: [Int32]
    /// Ids of holds; each may stand there once.
    var holds: Set<[UInt8]> = []
    /// Ids that were granted again.
    var holdsTwice = 0
    /// Attempts that were told that the seat is taken.
    var taken = 0
    /// Attempts that were told that the account has as many seats as it may have.
    var limited = 0
    /// Attempts that were told to ask again (429, 503), and did with the same key.
    var askedAgain = 0
    /// What the first of them was told.
    var firstRefusal = ""
    /// Answers that nobody should get, by status; 0 is none at all.
    var unexpected: [Int: Int] = [:]
    /// Answers to searches and seat maps.
    var answers = 0
    /// Bytes of their bodies.
    var bytes = 0
    /// Seats whose map shows them free after the rush.
    var shownFree = 0
    /// How long winners waited.
    var winners = ExactTimes()
    /// How long losers waited, or whoever searched.
    var others = ExactTimes()

    /// Counts of a rush for so many seats.
    init(seats: Int) {
        granted = [Int32](repeating: 0, count: seats)
        underWay = granted
        mostUnderWay = granted
    }

    /// An attempt has begun.
    mutating func began(_ seat: Int32) {
        let seat = Int(seat)
        underWay[seat] += 1
        mostUnderWay[seat] = max(mostUnderWay[seat], underWay[seat])
    }

    /// An attempt was told to ask again.
    mutating func noteAskedAgain(_ problem: [UInt8]) {
        if askedAgain == 0 { firstRefusal = String(decoding: problem, as: UTF8.self) }
        askedAgain += 1
    }

    /// How many attempts came to their end.
    var settled: Int { winners.count + taken + limited + unexpected.values.reduce(0, +) }
}
