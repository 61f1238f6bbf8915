/// What came of a check-in.
package struct RedeemModel: Sendable, Codable, Hashable {
    /// `ok` or `error`.
    package var status: String
    /// `invalid`, `canceled`, `revoked`, `already_redeemed` or `invalid_time`.
    package var reason: String?
    /// The same for people.
    package var reasonExplanation: String?
    /// The ticket.
    package var ticket: TicketModel?

    /// A value of its parts.
    package init(
        status: String, reason: String? = nil, reasonExplanation: String? = nil, ticket: TicketModel? = nil
    ) {
        self.status = status
        self.reason = reason
        self.reasonExplanation = reasonExplanation
        self.ticket = ticket
    }
}
