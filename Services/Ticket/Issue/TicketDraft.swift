internal import Contracts
internal import Postgres
internal import Tokens

/// A ticket of an order, signed and ready to be kept: pure, and the same however often it is made.
struct TicketDraft: Sendable, Equatable {
    let facts: TicketFacts
    let validFrom: Timestamp
    let validUntil: Timestamp

    /// How long after its arrival a ticket is still shown on the way out.
    static let grace = Duration.seconds(86_400)

    /// The tickets of an order, one a seat, valid from the moment of their issue.
    ///
    /// Throws what makes a seat or a train unfit for a pass: no retry helps then.
    static func tickets(
        of order: TicketOrder, issuedAt moment: Timestamp, signer: PassSigner
    ) throws(PassError) -> [TicketDraft] {
        let issuedAt = Timestamp(milliseconds: moment.milliseconds / 1000 * 1000)
        var drafts: [TicketDraft] = []
        for passenger in order.passengers {
            drafts.append(try TicketDraft(order, passenger, issuedAt: issuedAt, signer: signer))
        }
        guard Set(drafts.map(\.facts.ticket)).count == drafts.count else { throw .malformed("seat") }
        return drafts
    }

    private init(
        _ order: TicketOrder, _ passenger: TicketOrder.Passenger, issuedAt: Timestamp, signer: PassSigner
    ) throws(PassError) {
        guard let date = CivilDate(order.trip.date) else { throw .malformed("date") }
        guard let departs = order.from.departs, let arrives = order.to.arrives else {
            throw .malformed("stops")
        }
        guard passenger.priceMinor >= 0 else { throw .malformed("price") }
        let id = PostgresUUID.named(passenger.seat.label, in: order.order)
        validFrom = issuedAt
        // A ticket for a train that has gone is a ticket all the same; it is over at once.
        let end = max(
            arrives.milliseconds / 1000 + Self.grace.components.seconds, issuedAt.milliseconds / 1000 + 1)
        validUntil = Timestamp(milliseconds: end * 1000)
        let pass = try TicketPass(
            ticket: id, train: String(order.trip.trainNumber.prefix(TicketPass.trainLimit)), date: date,
            fromStop: Self.stop(order.from), toStop: Self.stop(order.to), seat: passenger.seat.label,
            seatClass: String(passenger.seat.seatClass.prefix(TicketPass.classLimit)),
            validFrom: Self.seconds(validFrom), validUntil: Self.seconds(validUntil),
            passenger: TicketPass.passengerDigest(
                ticket: id, name: passenger.name, document: passenger.document ?? ""))
        facts = TicketFacts(
            ticket: id, order: order.order, language: order.language, issuedAt: issuedAt,
            trainNumber: order.trip.trainNumber, trainName: order.trip.trainName, date: order.trip.date,
            from: TicketFacts.Stop(
                station: order.from.id, name: order.from.name, index: order.from.index, time: departs),
            to: TicketFacts.Stop(
                station: order.to.id, name: order.to.name, index: order.to.index, time: arrives),
            coach: passenger.seat.coach, seat: passenger.seat.label, seatNumber: Self.number(passenger.seat),
            seatClass: passenger.seat.seatClass, className: passenger.seat.className,
            passenger: passenger.name, document: passenger.document,
            price: Money(minor: passenger.priceMinor), currency: order.currency,
            pass: try signer.sign(pass, at: issuedAt.milliseconds))
    }

    /// What of a seat's label comes after its coach: 14 of `KA-14`.
    private static func number(_ seat: TicketOrder.Seat) -> String {
        let prefix = seat.coach + "-"
        return seat.label.hasPrefix(prefix) ? String(seat.label.dropFirst(prefix.count)) : seat.label
    }

    private static func stop(_ stop: TicketOrder.Stop) throws(PassError) -> UInt8 {
        guard let index = UInt8(exactly: stop.index) else { throw .malformed("stops") }
        return index
    }

    private static func seconds(_ moment: Timestamp) throws(PassError) -> UInt32 {
        guard let seconds = UInt32(exactly: moment.milliseconds / 1000) else { throw .malformed("validity") }
        return seconds
    }
}
