internal import HTTP

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
    static let ticketUsed = ProblemKind(
        status: 409, name: "ticket_used", title: "A ticket of the order was used, so it is not given back")
    static let alreadyWaiting = ProblemKind(
        status: 409, name: "already_waiting", title: "The account waits for this trip already")
    static let waitlistFull = ProblemKind(
        status: 409, name: "waitlist_full", title: "The trip's waitlist is full")
    static let offerTaken = ProblemKind(
        status: 409, name: "offer_taken", title: "The offer is taken; cancel its order instead")
}
