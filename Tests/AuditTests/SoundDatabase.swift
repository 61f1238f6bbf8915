/// A small database in which everything agrees, as SQL: what a test then breaks in one place.
///
/// Ids say what they are and of whom: holds begin with `a`, orders with `b`, payments `c`, tickets `d`,
/// accounts `e`, refunds `f`; the last digit is the purchase. 1, 6 and 8 are sold (1 and 6 one seat on two
/// stretches), 2 is cancelled, 3 is not paid yet, 4 was paid too late, 5 is an offer to a waiter.
enum SoundDatabase {
    /// An id: its letter and its number.
    static func id(_ letter: String, _ number: Int) -> String {
        "\(letter)0000000-0000-4000-8000-00000000000\(number)"
    }

    /// All of it, after the migrations.
    static let script = catalogue + booking + money + tickets + events

    private static let catalogue = """
        INSERT INTO booking.station SELECT 's' || i, 'Station ' || i, 'স্টেশন ' || i, 23, 90
            FROM generate_series(0, 10) i;
        INSERT INTO booking.train VALUES ('701', 'Suborno Express', 'সুবর্ণ এক্সপ্রেস');
        INSERT INTO booking.class VALUES ('snigdha', 'Snigdha', 'স্নিগ্ধা', 1);
        INSERT INTO booking.trip
            SELECT 'T-1', '701', d, 10, d + interval '6 h', d + interval '16 h'
            FROM (SELECT current_date + 30 AS d) day;
        INSERT INTO booking.coach VALUES ('T-1', 0, 'KA', 'snigdha');
        INSERT INTO booking.seat (trip, number, coach, label, class)
            SELECT 'T-1', i, 0, 'KA-' || (i + 1), 'snigdha' FROM generate_series(0, 19) i;

        """

    private static let booking =
        hold(1, "{0,1}", "0, 5", "sold", account: 1) + hold(2, "{2}", "0, 5", "sold", account: 1)
        + hold(3, "{3}", "0, 5", "held", account: 2) + hold(4, "{4}", "0, 5", "held", account: 2)
        + hold(5, "{5}", "2, 7", "held", account: 3) + hold(6, "{0}", "5, 10", "sold", account: 2)
        + hold(8, "{6}", "0, 5", "sold", account: 3)
        + order(1, seats: 2, account: 1, "confirmed")
        + order(2, seats: 1, account: 1, "cancelled", refund: 9000)
        + order(3, seats: 1, account: 2, "pending") + order(4, seats: 1, account: 2, "failed")
        + order(6, seats: 1, account: 2, "confirmed") + order(8, seats: 1, account: 3, "confirmed")
            + """
            UPDATE booking.hold SET status = 'cancelled' WHERE id = '\(id("a", 2))';
            UPDATE booking.hold SET status = 'expired' WHERE id = '\(id("a", 4))';
            INSERT INTO booking.order_passenger (booking_order, seat, name, price)
                SELECT o.id, n.number, 'Rahima', 10000
                FROM booking.booking_order o JOIN booking.hold h ON h.id = o.hold,
                    unnest(h.seats) AS n (number);
            INSERT INTO booking.waitlist
                (id, trip, a, b, seats, class, price, account, language, status, hold)
            VALUES
                ('90000000-0000-4000-8000-000000000001', 'T-1', 2, 7, 1, 'snigdha', 10000,
                    '\(id("e", 3))', 'en',
                    'offered', '\(id("a", 5))'),
                ('90000000-0000-4000-8000-000000000002', 'T-1', 0, 5, 1, 'snigdha', 10000,
                    '\(id("e", 1))', 'bn',
                    'waiting', NULL);

            """

    private static let money =
        payment(1, 20000) + payment(2, 10000, refunded: 9000) + payment(4, 10000, refunded: 10000)
        + payment(6, 10000) + payment(8, 10000)
            + """
            INSERT INTO payment.payment
                (id, order_id, account, admission, provider, amount, currency, expires_at, check_at)
            VALUES ('\(id("c", 3))', '\(id("b", 3))', '\(id("e", 2))', 's', 'mock', 10000, 'BDT',
                clock_timestamp() + interval '1 h', clock_timestamp() + interval '30 s');
            INSERT INTO payment.refund (id, payment, cause, amount, status) VALUES
                ('\(id("f", 2))', '\(id("c", 2))', 'cancelled', 9000, 'succeeded'),
                ('\(id("f", 4))', '\(id("c", 4))', 'late', 10000, 'succeeded');

            """

    private static let tickets =
        ticket(1, of: 1, "KA-1") + ticket(7, of: 1, "KA-2") + ticket(2, of: 2, "KA-3", revoked: 1)
        + ticket(6, of: 6, "KA-1") + ticket(8, of: 8, "KA-7")

    private static let events =
        [1, 2, 4, 6, 8].map { event("booking.confirm", id("c", $0)) }.joined()
        + [2, 4].map { event("payment.refund", id("f", $0)) }.joined()
        + [1, 2, 6, 8].map { event("ticket.issue", id("b", $0)) }.joined()
        + event("ticket.revoke", id("b", 2))
            + """
            INSERT INTO event.idem (principal, route, key, digest, status, answer)
            VALUES ('\(id("e", 1))', 'POST /api/holds', 'key', decode(repeat('00', 32), 'hex'), 201, '{}');

            """

    private static func hold(
        _ number: Int, _ seats: String, _ stretch: String, _ status: String, account: Int
    ) -> String {
        """
        INSERT INTO booking.hold (id, trip, seats, a, b, status, account, admission, expires_at, prices)
        VALUES ('\(id("a", number))', 'T-1', '\(seats)', \(stretch), '\(status)', '\(id("e", account))', 's',
            clock_timestamp() + interval '1 h', array_fill(10000, ARRAY[cardinality('\(seats)'::int[])]));

        """
    }

    private static func order(
        _ number: Int, seats: Int, account: Int, _ status: String, refund: Int? = nil
    ) -> String {
        let isBought = status == "confirmed" || status == "cancelled"
        return """
            INSERT INTO booking.booking_order (id, hold, again, trip, account, admission, status, amount,
                currency, email, language, paid_by, sold, refund)
            VALUES ('\(id("b", number))', '\(id("a", number))', gen_random_uuid(), 'T-1',
                '\(id("e", account))', 's', '\(status)', \(10000 * seats), 'BDT', 'a@b.example', 'en',
                \(isBought ? "'\(id("c", number))', '\(id("a", number))'" : "NULL, NULL"),
                \(refund.map { "\($0)" } ?? "NULL"));

            """
    }

    private static func payment(_ number: Int, _ amount: Int, refunded: Int = 0) -> String {
        """
        INSERT INTO payment.payment (id, order_id, account, admission, provider, amount, currency, received,
            refunded, status, expires_at)
        VALUES ('\(id("c", number))', '\(id("b", number))', '\(id("e", 1))', 's', 'mock', \(amount), 'BDT',
            \(amount), \(refunded), 'captured', clock_timestamp());

        """
    }

    private static func ticket(
        _ number: Int, of order: Int, _ seat: String, revoked: Int? = nil
    ) -> String {
        """
        INSERT INTO ticket.purchase (booking_order) VALUES ('\(id("b", order))') ON CONFLICT DO NOTHING;
        INSERT INTO ticket.ticket (id, booking_order, account, seat, price, currency, facts, valid_from,
            valid_until, status, revoked_number)
        VALUES ('\(id("d", number))', '\(id("b", order))', '\(id("e", 1))', '\(seat)', 10000, 'BDT', '{}',
            now(), now() + interval '1 h', \(revoked.map { "'revoked', \($0)" } ?? "'valid', NULL"));

        """
    }

    private static func event(_ consumer: String, _ about: String) -> String {
        """
        INSERT INTO event.outbox (consumer, about, body, done_at)
        VALUES ('\(consumer)', '\(about)', '{}', clock_timestamp());

        """
    }
}
