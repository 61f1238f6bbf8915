/// An order.
package struct OrderModel: Sendable, Codable, Hashable {
    /// Who sits on one seat.
    package struct Passenger: Sendable, Codable, Hashable {
        /// The seat's label.
        package var seat: String
        /// As on the passenger's document.
        package var name: String
        /// The number of a document.
        package var document: String?
        /// What the seat costs.
        package var fare: Money

        /// A value of its parts.
        package init(seat: String, name: String, document: String? = nil, fare: Money) {
            self.seat = seat
            self.name = name
            self.document = document
            self.fare = fare
        }
    }

    /// The order.
    package var id: String
    /// `pending`, `confirmed`, `lapsed`, `failed` or `cancelled`.
    package var status: String
    /// The hold that it is made of.
    package var hold: String
    /// The journey; `classes` is empty.
    package var trip: TripSummary
    /// Who sits where.
    package var passengers: [Passenger]
    /// Whom to tell.
    package var contact: OrderRequest.Contact
    /// What it costs.
    package var amount: Money
    /// What was given back.
    package var refunded: Money
    /// Always `BDT`.
    package var currency: String
    /// Until when it can be paid; nil unless pending.
    package var expiresAt: Timestamp?
    /// The payment that paid it.
    package var payment: String?
    /// Its tickets, once they are made.
    package var tickets: [String]
    /// When it was made.
    package var createdAt: Timestamp

    /// A value of its parts.
    package init(
        id: String, status: String, hold: String, trip: TripSummary, passengers: [Passenger],
        contact: OrderRequest.Contact, amount: Money, refunded: Money, currency: String = "BDT",
        expiresAt: Timestamp? = nil, payment: String? = nil, tickets: [String] = [], createdAt: Timestamp
    ) {
        self.id = id
        self.status = status
        self.hold = hold
        self.trip = trip
        self.passengers = passengers
        self.contact = contact
        self.amount = amount
        self.refunded = refunded
        self.currency = currency
        self.expiresAt = expiresAt
        self.payment = payment
        self.tickets = tickets
        self.createdAt = createdAt
    }
}
