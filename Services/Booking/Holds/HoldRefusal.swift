/// Why somebody has no hold.
package enum HoldRefusal: Error, Sendable, Equatable {
    /// Somebody has these seats.
    case taken(seats: [Int])
    /// The account holds or has bought as many seats as it may, for the trip or for the day.
    case accountLimit(ofDay: Bool)
    /// The same request is being answered elsewhere: ask again.
    case inProgress
    /// The key stands for another request.
    case keyReused
    /// A store does not answer, or not in time: ask again.
    case unavailable(String)
    /// Something that must not happen did.
    case failure(String)
}
