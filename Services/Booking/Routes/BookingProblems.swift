internal import HTTP
internal import Postgres
internal import ServiceKit

/// The kinds of problems that booking names itself; names are part of the wire contract.
extension ProblemKind {
    static let saleNotOpen = ProblemKind(
        status: 403, name: "sale_not_open", title: "Seats of this trip are not on sale yet")
    static let tripDeparted = ProblemKind(
        status: 410, name: "trip_departed", title: "The train has left")
    static let accountLimit = ProblemKind(
        status: 409, name: "account_limit", title: "The account has as many seats as it may have")
    static let holdSold = ProblemKind(
        status: 409, name: "hold_sold", title: "The hold is sold; cancel its order instead")
    static let holdExtended = ProblemKind(
        status: 409, name: "hold_extended", title: "The hold was extended before")
    static let holdOrdered = ProblemKind(
        status: 409, name: "hold_ordered", title: "The hold has an order already")
    static let orderState = ProblemKind(
        status: 409, name: "order_state", title: "The order is not in a state that allows this")
    static let alreadyWaiting = ProblemKind(
        status: 409, name: "already_waiting", title: "The account waits for this trip already")
    static let waitlistFull = ProblemKind(
        status: 409, name: "waitlist_full", title: "The trip's waitlist is full")
    static let offerTaken = ProblemKind(
        status: 409, name: "offer_taken", title: "The offer is taken; cancel its order instead")
}

extension ServiceError {
    /// What an answer of the database means to a client; `state` is what SL002 means where it was raised.
    init(_ error: PostgresError, state: ProblemKind) {
        switch error.sqlState {
        case SQLState.notTheirs: self = .notFound
        case SQLState.wrongState: self = ServiceError(state, cause: error.message)
        case SQLState.holdOver: self = ServiceError(.holdExpired)
        case SQLState.waitlistFull: self = ServiceError(.waitlistFull)
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
