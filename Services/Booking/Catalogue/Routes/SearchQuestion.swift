internal import Contracts
internal import ServiceKit

/// What a search asks for: `?from=DHA&to=CTG&date=2026-11-30`.
struct SearchQuestion {
    let from: String
    let to: String
    /// A day of the calendar in its usual form.
    let day: String

    /// Throws 400 for what is no search.
    init(_ request: ServiceRequest) throws(ServiceError) {
        var (from, to, day): (String?, String?, String?) = (nil, nil, nil)
        for pair in try request.queryPairs {
            switch pair.name {
            case "from": from = from ?? pair.value
            case "to": to = to ?? pair.value
            case "date": day = day ?? pair.value
            default: break
            }
        }
        guard let from, let to, let day else { throw .badRequest("from, to and date are needed") }
        // Also what bounds the key under which the answer is kept.
        guard from.utf8.count <= 32, to.utf8.count <= 32, CivilDate(day) != nil else {
            throw .badRequest("from and to are stations, date is a day such as 2026-11-30")
        }
        self.from = from
        self.to = to
        self.day = day
    }

    /// Under which its answer is kept.
    var key: String { "search|\(from)|\(to)|\(day)" }

    /// Throws 400 for stations that are none.
    func check(_ index: TripIndex) throws(ServiceError) {
        guard index.has(station: from) else { throw .badRequest("from: no such station") }
        guard index.has(station: to) else { throw .badRequest("to: no such station") }
        guard from != to else { throw .badRequest("from and to are the same station") }
    }
}
