internal import EventLoop
internal import Postgres

/// One reading of a plan that nobody waits for.
final class PlanRefresh: LoopWork {
    private let book: TripBook
    private let trip: String

    init(_ book: TripBook, _ trip: String) {
        self.book = book
        self.trip = trip
    }

    func perform() async {
        do throws(PostgresError) {
            try await book.read(trip)
        } catch {
            // The old plan stays.
        }
    }
}
