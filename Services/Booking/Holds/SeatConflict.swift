internal import Postgres

/// What the trigger on `hold` says of seats that are taken: `seats=3,7 holds=…,…`.
struct SeatConflict: Equatable {
    /// The seats that somebody has.
    var seats: [Int] = []
    /// The holds that stand in the way, as far as they were still there.
    var holds: [PostgresUUID] = []

    /// Reads the detail of a 23P01; what does not look like it counts for nothing.
    init(detail: String) {
        for part in detail.split(separator: " ") {
            if part.hasPrefix("seats=") {
                seats = part.dropFirst(6).split(separator: ",").compactMap { Int($0) }
            } else if part.hasPrefix("holds=") {
                holds = part.dropFirst(6).split(separator: ",").compactMap { PostgresUUID($0) }
            }
        }
    }
}
