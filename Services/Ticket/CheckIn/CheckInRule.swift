internal import Contracts

/// Who is let through: pure, with the clock passed in.
enum CheckInRule {
    /// How far a device's clock may be ahead of ours.
    static let skew = Duration.seconds(60)

    /// Why a ticket is refused; nil when the scan counts.
    ///
    /// A forced scan tells of a passage that took place: neither an earlier passage nor the time nor a
    /// revocation that the device had not heard of can undo it. A cancelled order was refunded, and a foreign
    /// code is no passage of this ticket: both stay refused.
    static func refusal(of ticket: TicketRecord, _ checkIn: CheckIn) -> CheckInReason? {
        if checkIn.isPassOfTicket == false { return .invalid }
        if ticket.status == .revoked, ticket.reason == cancelled { return .canceled }
        if checkIn.force { return nil }
        if ticket.status == .revoked { return .revoked }
        guard ticket.validFrom <= checkIn.scannedAt, checkIn.scannedAt < ticket.validUntil else {
            return .invalidTime
        }
        return ticket.status == .redeemed ? .alreadyRedeemed : nil
    }

    /// The reason with which booking revokes the tickets of an order that its owner gave back.
    static let cancelled = "cancelled"
}
