/// What a request of a rush is for.
enum RushStep {
    /// A place in the line.
    case join
    /// To enter.
    case claim
    /// An account.
    case register
    /// The one-time code that a demonstration shows.
    case code
    /// To show the code.
    case prove
    /// The stations.
    case stations
    /// A question of the run's list: a search, or a seat map.
    case ask(Int32)
    /// The map of a trip, before the rush or after it.
    case look(Int32)
    /// An attempt to hold a seat of the run's list; `number` makes its key its own.
    ///
    /// `isAgain`: it was told to ask again, and others have gone on meanwhile.
    case attempt(seat: Int32, number: Int32, isAgain: Bool)
    /// The end of the session.
    case leave
}
