import Testing

/// One thing that is wrong in a database, and the check that must say so.
struct Breakage: Sendable, CustomTestStringConvertible {
    /// The number of the check, from 1.
    let check: Int
    /// What is wrong, for whoever reads the test's name.
    let what: String
    /// What makes it so.
    let sql: String

    var testDescription: String { "\(check): \(what)" }

    private init(_ check: Int, _ what: String, _ sql: String) {
        self.check = check
        self.what = what
        self.sql = sql
    }

    private static func id(_ letter: String, _ number: Int) -> String {
        "'\(SoundDatabase.id(letter, number))'"
    }

    private static func payment(_ number: Int, _ values: String) -> String {
        "UPDATE payment.payment SET \(values) WHERE id = \(id("c", number))"
    }

    private static func order(_ number: Int, _ values: String) -> String {
        "UPDATE booking.booking_order SET \(values) WHERE id = \(id("b", number))"
    }

    private static func hold(_ number: Int, _ values: String) -> String {
        "UPDATE booking.hold SET \(values) WHERE id = \(id("a", number))"
    }

    private static func newHold(_ seats: String) -> String {
        """
        INSERT INTO booking.hold (id, trip, seats, a, b, status, account, prices, expires_at)
        VALUES ('\(SoundDatabase.id("a", 9))', 'T-1', '\(seats)', 4, 6, 'held', \(id("e", 3)), '{1}',
            clock_timestamp() + interval '1 h')
        """
    }

    private static func newPayment(of order: Int) -> String {
        """
        INSERT INTO payment.payment (id, order_id, account, admission, provider, amount, currency, received,
            status, expires_at)
        VALUES ('\(SoundDatabase.id("c", 9))', \(id("b", order)), \(id("e", 1)), 's', 'mock', 20000, 'BDT',
            20000, 'captured', clock_timestamp())
        """
    }

    /// Of seats and holds.
    static let seats = [
        Breakage(1, "a bit that no hold took", "UPDATE booking.seat SET taken = 512 WHERE number = 9"),
        Breakage(1, "a hold without its bits", "UPDATE booking.seat SET taken = 992 WHERE number = 0"),
        Breakage(1, "a leg that is held twice", newHold("{0}")),
        Breakage(1, "a hold of a seat that is not there", newHold("{99}")),
        Breakage(
            2, "a hold that outlived its time", hold(3, "expires_at = clock_timestamp() - interval '2 min'")),
        Breakage(3, "a sold hold without an order", hold(3, "status = 'sold'")),
        Breakage(3, "a confirmed order whose hold is not sold", hold(1, "status = 'held'")),
        Breakage(
            11, "a day that counts too much",
            "UPDATE booking.account_day SET seats = seats + 1 WHERE scope = ''"),
        Breakage(11, "a trip that counts nothing", "DELETE FROM booking.account_day WHERE scope <> ''"),
        Breakage(
            11, "a count of somebody without holds",
            "INSERT INTO booking.account_day VALUES (\(id("e", 9)), current_date, '', 1, 8)"),
        Breakage(
            13, "an offer of another's hold",
            "UPDATE booking.waitlist SET account = \(id("e", 2)) "
                + "WHERE status = 'offered'"),
        Breakage(
            13, "somebody who waits with a hold",
            "UPDATE booking.waitlist SET hold = \(id("a", 3)) "
                + "WHERE status = 'waiting'"),
        Breakage(
            13, "an offer that ended, and its hold did not",
            "UPDATE booking.waitlist SET status = 'expired' WHERE status = 'offered'"),
        Breakage(14, "a seat with an old number", "UPDATE booking.seat SET fencing = 0 WHERE number = 0"),
        Breakage(
            14, "two holds of a seat with one number",
            hold(
                1,
                "fencing = (SELECT fencing "
                    + "FROM booking.hold WHERE id = \(id("a", 6)))")),
        Breakage(15, "an order that is over, and its hold stands", order(3, "status = 'lapsed'")),
    ]

    /// Of orders, money and tickets.
    static let money = [
        Breakage(4, "an order that costs less than its seats", order(1, "amount = 19000")),
        Breakage(4, "a seat without a passenger", "DELETE FROM booking.order_passenger WHERE seat = 1"),
        Breakage(
            4, "a passenger on another seat", "UPDATE booking.order_passenger SET seat = 9 WHERE seat = 1"),
        Breakage(4, "an order for another's hold", order(1, "account = \(id("e", 3))")),
        Breakage(4, "a hold with other prices", hold(1, "prices = '{10000, 9000}'")),
        Breakage(5, "an order that nobody paid", payment(1, "status = 'failed', received = 0")),
        Breakage(5, "an order that another's payment bought", payment(1, "order_id = \(id("b", 3))")),
        Breakage(5, "an order that was paid in part", payment(1, "received = 19999")),
        Breakage(5, "an order that was paid in another currency", payment(1, "currency = 'USD'")),
        Breakage(5, "an order that stands and was refunded", payment(1, "refunded = 20000")),
        Breakage(
            5, "a cancelled order that was never paid",
            payment(2, "status = 'failed', received = 0, refunded = 0")),
        Breakage(6, "late money that stayed", payment(4, "refunded = 0")),
        Breakage(6, "a cancelled order that got too little back", payment(2, "refunded = 8000")),
        Breakage(6, "an order that was paid twice", newPayment(of: 1)),
        Breakage(6, "money for an order that is not there", newPayment(of: 9)),
        Breakage(
            7, "money that went back without a refund", "DELETE FROM payment.refund WHERE cause = 'late'"),
        Breakage(
            7, "a refund that nobody makes",
            "UPDATE payment.refund SET status = 'pending' WHERE cause = 'late'"),
        Breakage(
            8, "an order that is confirmed before its confirmation",
            "UPDATE event.outbox "
                + "SET done_at = NULL WHERE consumer = 'booking.confirm' AND about = \(id("c", 1))"),
        Breakage(9, "a passenger without a ticket", "DELETE FROM ticket.ticket WHERE seat = 'KA-2'"),
        Breakage(9, "a ticket at another price", "UPDATE ticket.ticket SET price = 1 WHERE seat = 'KA-2'"),
        Breakage(
            9, "a ticket of a cancelled order",
            "UPDATE ticket.ticket "
                + "SET status = 'valid', revoked_number = NULL WHERE status = 'revoked'"),
        Breakage(
            9, "a ticket of no order",
            "UPDATE ticket.ticket "
                + "SET booking_order = \(id("b", 9)) WHERE status = 'valid' AND seat = 'KA-7'"),
        Breakage(
            10, "two tickets for one place", "UPDATE ticket.ticket SET seat = 'KA-2' WHERE seat = 'KA-7'"),
        Breakage(12, "a key without its answer", "UPDATE event.idem SET status = NULL"),
    ]

    /// Of what is on its way, which is wrong only when nothing may be.
    static let unfinished = [
        Breakage(
            16, "an event that nobody took",
            "UPDATE event.outbox SET done_at = NULL "
                + "WHERE consumer = 'ticket.revoke'"),
        Breakage(
            16, "an event that is parked",
            "UPDATE event.outbox SET done_at = NULL, parked = now(), "
                + "error = 'no' WHERE consumer = 'ticket.revoke'"),
        Breakage(
            16, "a payment that is open past its time",
            payment(
                3,
                "status = 'open', "
                    + "check_at = now(), expires_at = now() - interval '1 s'")),
    ]
}
