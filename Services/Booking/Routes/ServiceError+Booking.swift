internal import Events
internal import HTTP
internal import Postgres
internal import ServiceKit

extension ServiceError {
    /// What an answer of the database means to a client; `state` is what SL002 means where it was raised.
    init(_ error: PostgresError, state: ProblemKind) {
        switch error.sqlState {
        case SQLState.notTheirs: self = .notFound
        case SQLState.wrongState: self = ServiceError(state, cause: error.message)
        case SQLState.holdOver: self = ServiceError(.holdExpired)
        case SQLState.waitlistFull: self = ServiceError(.waitlistFull)
        case SQLState.ticketUsed: self = ServiceError(.ticketUsed)
        case SQLState.uniqueViolation where error.constraint == "waitlist_open":
            self = ServiceError(.alreadyWaiting)
        default: self = ServiceError(error)
        }
    }

    /// Why somebody has no hold; `labels` are what they asked for, by number.
    init(_ refusal: HoldRefusal, labels: [(number: Int, label: String)]) {
        switch refusal {
        case .taken(let seats):
            let errors = labels.enumerated().filter { seats.contains($0.element.number) }.map { place, seat in
                Problem.Detail(pointer: "#/seats/\(place)", detail: "\(seat.label) is taken")
            }
            self = ServiceError(.seatTaken, errors: errors)
        case .accountLimit(let ofDay):
            self = ServiceError(.accountLimit, ofDay ? "for one day of travel" : "for one trip")
        case .inProgress: self = .idempotencyKeyInProgress
        case .keyReused: self = .idempotencyKeyReused
        case .unavailable(let cause): self = .unavailable(cause)
        case .failure(let cause): self = .failure(cause)
        }
    }

    /// Something has another kind than SQL's own: the trip is not on sale.
    init?(_ sale: TripPlan.Sale, now: Int64) {
        switch sale {
        case .open: return nil
        case .over: self = ServiceError(.tripDeparted)
        case .notOpen(let until):
            self = ServiceError(.saleNotOpen, retryAfter: .milliseconds(until - now))
        }
    }
}
