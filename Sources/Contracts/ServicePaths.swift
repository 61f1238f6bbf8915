/// The paths of the services' routes, each once: as templates, `{name}` standing for one segment.
package enum ServicePaths {
    // Identity.
    /// Register.
    package static let accounts = "/api/accounts"
    /// The caller's own account.
    package static let ownAccount = "/api/accounts/me"
    /// The caller's second factor.
    package static let ownSecondFactor = "/api/accounts/me/totp"
    /// Log in.
    package static let sessions = "/api/sessions"
    /// The caller's login session; deleting it logs out.
    package static let currentSession = "/api/sessions/current"
    /// Ask for a one-time code.
    package static let oneTimeCodes = "/api/otp"
    /// Show that a one-time code arrived.
    package static let oneTimeCodeCheck = "/api/otp/verify"
    /// A new user token for a refresh token.
    package static let tokenRefresh = "/api/tokens/refresh"
    /// Identity's public keys.
    package static let identityKeys = "/api/identity/jwks.json"

    // Booking.
    /// All stations.
    package static let stations = "/api/stations"
    /// Trips by `from`, `to` and `date`.
    package static let trips = "/api/trips"
    /// One trip.
    package static let trip = "/api/trips/{id}"
    /// The seats of a trip for a stretch (`from`, `to`).
    package static let tripSeats = "/api/trips/{id}/seats"
    /// Changes of a trip's seats as server-sent events.
    package static let tripSeatEvents = "/api/trips/{id}/seats/events"
    /// Seats that lie side by side (`count`, `from`, `to`).
    package static let seatSuggestions = "/api/trips/{id}/seats/suggestions"
    /// Hold seats.
    package static let holds = "/api/holds"
    /// One hold; deleting it frees the seats.
    package static let hold = "/api/holds/{id}"
    /// Extend a hold, once.
    package static let holdExtension = "/api/holds/{id}/extend"
    /// Make an order of a hold; the caller's orders.
    package static let orders = "/api/orders"
    /// One order.
    package static let order = "/api/orders/{id}"
    /// Cancel an order.
    package static let orderCancellation = "/api/orders/{id}/cancel"
    /// Wait for seats of a sold-out trip; the caller's entries.
    package static let waitlist = "/api/waitlist"
    /// One entry of the waitlist.
    package static let waitlistEntry = "/api/waitlist/{id}"

    // Payment.
    /// Begin to pay an order.
    package static let payments = "/api/payments"
    /// One payment.
    package static let payment = "/api/payments/{id}"
    /// Refunds of a payment.
    package static let refunds = "/api/payments/{id}/refunds"
    /// An operator's decision about money that a provider warned of.
    package static let paymentReview = "/api/payments/{id}/review"
    /// What a provider tells us; exempt from admission.
    package static let paymentWebhook = "/api/payments/webhooks/{provider}"
    /// Where a provider sends the customer back; exempt from admission.
    package static let paymentReturn = "/api/payments/return/{provider}"
    /// The mock provider's hosted page; exempt from admission.
    package static let hostedPage = "/pay/{id}"
    /// The hosted page of SSLCommerz' stand-in; exempt from admission.
    package static let standInPage = "/pay/bank/{session}"

    // Ticket.
    /// One ticket.
    package static let ticket = "/api/tickets/{id}"
    /// A ticket as PDF.
    package static let ticketPDF = "/api/tickets/{id}.pdf"
    /// A ticket's code as PNG.
    package static let ticketPNG = "/api/tickets/{id}.png"
    /// Check a ticket in.
    package static let ticketRedemption = "/api/tickets/{id}/redeem"
    /// The public keys by which tickets are verified; exempt from admission.
    package static let ticketKeys = "/api/tickets/keys"
    /// Tickets that are worth nothing any more; exempt from admission.
    package static let ticketRevocations = "/api/tickets/revocations"
}
