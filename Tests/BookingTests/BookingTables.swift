/// SQL that stands in for the parts that other suites test, and something to sell.
enum BookingTables {
    /// The payment service's two functions, over the least that they need.
    static let payment = """
        CREATE SCHEMA payment;
        CREATE TABLE payment.payment (
            id uuid PRIMARY KEY, order_id uuid NOT NULL, amount bigint NOT NULL,
            received bigint GENERATED ALWAYS AS (amount) STORED,
            refunded bigint NOT NULL DEFAULT 0, status text NOT NULL DEFAULT 'captured',
            currency text NOT NULL DEFAULT 'BDT',
            CHECK (refunded <= amount));
        CREATE TABLE payment.refund (
            payment uuid NOT NULL, cause text NOT NULL, amount bigint NOT NULL,
            id uuid NOT NULL DEFAULT gen_random_uuid(), status text NOT NULL DEFAULT 'succeeded',
            PRIMARY KEY (payment, cause));
        CREATE FUNCTION payment.lock(p_payment uuid)
        RETURNS TABLE (order_id uuid, amount bigint, refunded bigint, status text)
        LANGUAGE sql SECURITY DEFINER AS $$
            SELECT order_id, amount, refunded, status FROM payment.payment WHERE id = p_payment FOR UPDATE $$;
        CREATE FUNCTION payment.refund(p_payment uuid, p_amount bigint, p_cause text) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            INSERT INTO payment.refund VALUES (p_payment, p_cause, p_amount) ON CONFLICT DO NOTHING;
            IF FOUND THEN
                UPDATE payment.payment SET refunded = refunded + p_amount WHERE id = p_payment;
            END IF;
            RETURN p_payment;
        END $$;
        CREATE SCHEMA ticket;
        CREATE TABLE ticket.used (booking_order uuid PRIMARY KEY);
        CREATE FUNCTION ticket.withdraw(p_order uuid, p_reason text, p_even_used boolean) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            IF NOT p_even_used AND EXISTS (SELECT FROM ticket.used WHERE booking_order = p_order) THEN
                RAISE EXCEPTION 'a ticket of the order was used' USING ERRCODE = 'SL006';
            END IF;
        END $$;
        GRANT USAGE ON SCHEMA ticket TO sluice_booking;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ticket TO sluice_booking;
        GRANT USAGE ON SCHEMA payment TO sluice_booking;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA payment TO sluice_booking;
        """

    /// Stations s0 to s31, a train, and a trip `T-1` a month ahead: ten legs, two coaches of ten seats.
    static let trip = """
        INSERT INTO booking.station SELECT 's' || i, 'Station ' || i, 'স্টেশন ' || i, 23, 90
            FROM generate_series(0, 31) i;
        INSERT INTO booking.train VALUES ('701', 'Suborno Express', 'সুবর্ণ এক্সপ্রেস');
        INSERT INTO booking.class VALUES
            ('snigdha', 'Snigdha', 'স্নিগ্ধা', 1), ('shovan', 'Shovan', 'শোভন', 2);
        INSERT INTO booking.trip
            SELECT 'T-1', '701', d, 10, d + interval '6 h', d + interval '16 h'
            FROM (SELECT current_date + 30 AS d) day;
        INSERT INTO booking.trip_stop
            SELECT 'T-1', i, 's' || i, departs_at + i * interval '1 h',
                departs_at + i * interval '1 h', i * 30
            FROM booking.trip, generate_series(0, 10) i;
        INSERT INTO booking.coach VALUES ('T-1', 0, 'KA', 'snigdha'), ('T-1', 1, 'KHA', 'shovan');
        INSERT INTO booking.seat (trip, number, coach, label, class)
            SELECT 'T-1', i, i / 10, CASE i / 10 WHEN 0 THEN 'KA-' ELSE 'KHA-' END || (i % 10 + 1),
                CASE i / 10 WHEN 0 THEN 'snigdha' ELSE 'shovan' END
            FROM generate_series(0, 19) i;
        INSERT INTO booking.fare VALUES
            ('701', 'snigdha', 2000, 150, 9000), ('701', 'shovan', 1000, 80, 5000);
        """
}
