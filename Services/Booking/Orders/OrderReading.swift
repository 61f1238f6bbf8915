internal import Contracts
internal import Postgres

/// An order as it stands in the tables, and as the wire shows it.
struct OrderReading {
    /// The columns that `init` reads; `$1` is the account.
    static let select = """
        SELECT o.id, o.hold, o.trip, o.status, o.amount, o.currency, o.phone, o.email, o.language, o.paid_by,
            o.refund, o.created_at, h.a, h.b, h.expires_at, p.seats, p.names, p.documents, p.prices
        FROM booking.booking_order o JOIN booking.hold h ON h.id = o.hold CROSS JOIN LATERAL (
            SELECT array_agg(seat ORDER BY seat) AS seats, array_agg(name ORDER BY seat) AS names,
                array_agg(coalesce(document, '') ORDER BY seat) AS documents,
                array_agg(price ORDER BY seat) AS prices
            FROM booking.order_passenger WHERE booking_order = o.id) p
        WHERE o.account = $1
        """
    static let one = SQL(trusted: "\(select) AND o.id = $2")
    static let latest = SQL(trusted: "\(select) ORDER BY o.created_at DESC LIMIT 100")

    let id: PostgresUUID
    let trip: String
    let status: String
    let amount: Int64
    let stretch: Stretch
    private let row: PostgresRow

    init(_ row: PostgresRow) throws(PostgresError) {
        self.row = row
        id = try row.uuid(0)
        trip = try row.text(2)
        status = try row.text(3)
        amount = try row.int64(4)
        guard let stretch = Stretch(from: try row.int(12), to: try row.int(13), legs: Stretch.mostLegs) else {
            throw PostgresError(.unexpectedValue, "an order without a stretch")
        }
        self.stretch = stretch
    }

    /// Whether there is something to cancel.
    var isOpen: Bool { status == "pending" || status == "confirmed" }

    /// The order with its journey.
    func model(_ plan: TripPlan) throws(PostgresError) -> OrderModel {
        let seats = try row.int32Array(15).map { plan.seats[Int($0)].label }
        var refunded = try row.optionalInt64(10) ?? 0
        // Money that came too late went back as a whole.
        if status == "failed" { refunded = amount }
        return OrderModel(
            id: id.description, status: status, hold: try row.uuid(1).description,
            trip: plan.summary(of: stretch), passengers: try passengers(seats),
            contact: OrderRequest.Contact(
                phone: try row.optionalText(6), email: try row.optionalText(7),
                language: Language(rawValue: try row.text(8)) ?? .english),
            amount: Money(minor: amount), refunded: Money(minor: refunded), currency: try row.text(5),
            expiresAt: status == "pending"
                ? Timestamp(milliseconds: try row.timestamp(14) / 1000) : nil,
            payment: try row.optionalUUID(9)?.description,
            tickets: status == "confirmed" ? seats.map { uuid5(id, $0).description } : [],
            createdAt: Timestamp(milliseconds: try row.timestamp(11) / 1000))
    }

    private func passengers(_ seats: [String]) throws(PostgresError) -> [OrderModel.Passenger] {
        let names = try row.textArray(16)
        let documents = try row.textArray(17)
        let prices = try row.int64Array(18)
        return seats.indices.map { place in
            OrderModel.Passenger(
                seat: seats[place], name: names[place],
                document: documents[place].isEmpty ? nil : documents[place],
                fare: Money(minor: prices[place]))
        }
    }
}
