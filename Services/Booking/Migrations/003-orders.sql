-- Orders: what is bought with a hold. pending → confirmed | lapsed | failed | cancelled; late money makes a
-- lapsed order confirmed or failed; a confirmed one may be cancelled.

CREATE TABLE booking.booking_order (
    id uuid PRIMARY KEY,
    hold uuid NOT NULL UNIQUE REFERENCES booking.hold (id),
    -- uuid5(hold, 'again'): the id under which late money takes the same seats once more.
    again uuid NOT NULL UNIQUE,
    trip text NOT NULL REFERENCES booking.trip (id),
    account uuid NOT NULL,
    admission text NOT NULL,
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'confirmed', 'lapsed', 'failed', 'cancelled')),
    amount bigint NOT NULL CHECK (amount >= 0),
    currency text NOT NULL,
    phone text CHECK (length(phone) BETWEEN 1 AND 32),
    email text CHECK (length(email) BETWEEN 3 AND 254),
    language text NOT NULL CHECK (language IN ('en', 'bn')),
    -- The payment that bought it, and the hold that is sold to it.
    paid_by uuid UNIQUE,
    sold uuid UNIQUE REFERENCES booking.hold (id),
    -- What was given back when it was cancelled.
    refund bigint CHECK (refund BETWEEN 0 AND amount),
    -- When somebody first began to pay.
    payment_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT order_contact CHECK (phone IS NOT NULL OR email IS NOT NULL),
    CONSTRAINT order_paid CHECK ((paid_by IS NULL) = (sold IS NULL)),
    CONSTRAINT order_confirmed CHECK (status <> 'confirmed' OR paid_by IS NOT NULL),
    CONSTRAINT order_unpaid CHECK (status NOT IN ('pending', 'lapsed', 'failed') OR paid_by IS NULL)
);
CREATE INDEX order_account ON booking.booking_order (account, created_at DESC);

CREATE TABLE booking.order_passenger (
    booking_order uuid NOT NULL REFERENCES booking.booking_order (id),
    seat int NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    document text CHECK (length(document) BETWEEN 1 AND 64),
    price bigint NOT NULL CHECK (price >= 0),
    PRIMARY KEY (booking_order, seat)
);

-- How a hold stands, in the form in which Redis is told: milliseconds left may be negative.
CREATE TYPE booking.standing AS (
    id uuid, trip text, seats int[], a int, b int, status text, idem bytea, left_ms bigint);
CREATE FUNCTION booking.standing_of(h booking.hold) RETURNS booking.standing
LANGUAGE sql STABLE
RETURN ROW(h.id, h.trip, h.seats, h.a, h.b, h.status, h.idem,
    (extract(epoch FROM h.expires_at - clock_timestamp()) * 1000)::bigint)::booking.standing;

-- A pending order for a hold that stands. SL001 the hold is not the caller's, SL002 it has an order already,
-- SL003 its time is over. Locks the new order, then the hold.
CREATE FUNCTION booking.place_order(
    p_id uuid, p_hold uuid, p_again uuid, p_account uuid, p_admission text,
    p_phone text, p_email text, p_language text, p_names text[], p_documents text[])
RETURNS TABLE (amount bigint, currency text, expires_at timestamptz, created_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_hold booking.hold;
    v_created timestamptz := clock_timestamp();
    v_currency text;
BEGIN
    SELECT * INTO v_hold FROM booking.hold WHERE id = p_hold;
    IF NOT FOUND OR v_hold.account IS DISTINCT FROM p_account
        OR coalesce(v_hold.admission, p_admission) <> p_admission
    THEN
        RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'SL001';
    END IF;
    IF cardinality(p_names) <> cardinality(v_hold.seats)
        OR cardinality(p_documents) <> cardinality(p_names)
    THEN
        RAISE EXCEPTION 'a passenger for each seat' USING ERRCODE = 'check_violation';
    END IF;
    SELECT r.currency INTO v_currency FROM booking.rule r;
    BEGIN
        INSERT INTO booking.booking_order
            (id, hold, again, trip, account, admission, amount, currency, phone, email, language, created_at)
            VALUES (p_id, p_hold, p_again, v_hold.trip, p_account, p_admission,
                (SELECT sum(price) FROM unnest(v_hold.prices) price), v_currency,
                p_phone, p_email, p_language, v_created);
    EXCEPTION WHEN unique_violation THEN
        RAISE EXCEPTION 'the hold has an order already' USING ERRCODE = 'SL002';
    END;
    UPDATE booking.hold SET admission = p_admission
        WHERE id = p_hold AND status = 'held' AND expires_at > clock_timestamp()
        RETURNING * INTO v_hold;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the hold is over' USING ERRCODE = 'SL003';
    END IF;
    INSERT INTO booking.order_passenger (booking_order, seat, name, document, price)
        SELECT p_id, p.seat, p.name, nullif(p.document, ''), p.price
        FROM unnest(v_hold.seats, p_names, p_documents, v_hold.prices) AS p (seat, name, document, price);
    RETURN QUERY SELECT o.amount, o.currency, v_hold.expires_at, o.created_at
        FROM booking.booking_order o WHERE o.id = p_id;
END $$;

-- The payment service asks before it takes money: the order is pending and the caller's, and its hold now
-- stands long enough to pay. Locks order, then hold.
CREATE FUNCTION booking.start_payment(p_order uuid, p_account uuid, p_admission text)
RETURNS TABLE (amount bigint, currency text, hold uuid, expires_at timestamptz, trip text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_order booking.booking_order;
    v_expires timestamptz;
BEGIN
    SELECT * INTO v_order FROM booking.booking_order WHERE id = p_order FOR UPDATE;
    IF NOT FOUND OR v_order.account IS DISTINCT FROM p_account
        OR v_order.admission IS DISTINCT FROM p_admission
    THEN
        RAISE EXCEPTION 'there is no such order' USING ERRCODE = 'SL001';
    END IF;
    IF v_order.status = 'lapsed' THEN
        RAISE EXCEPTION 'the hold is over' USING ERRCODE = 'SL003';
    ELSIF v_order.status <> 'pending' THEN
        RAISE EXCEPTION 'the order is %', v_order.status USING ERRCODE = 'SL002';
    END IF;
    UPDATE booking.hold h SET expires_at = greatest(h.expires_at,
            least(clock_timestamp() + r.payment_time, h.created_at + r.longest_time))
        FROM booking.rule r
        WHERE h.id = v_order.hold AND h.status = 'held' AND h.expires_at > clock_timestamp()
        RETURNING h.expires_at INTO v_expires;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the hold is over' USING ERRCODE = 'SL003';
    END IF;
    UPDATE booking.booking_order SET payment_at = coalesce(payment_at, clock_timestamp()) WHERE id = p_order;
    RETURN QUERY SELECT v_order.amount, v_order.currency, v_order.hold, v_expires, v_order.trip;
END $$;

-- All that a ticket says, so that the ticket service never reads another schema.
CREATE FUNCTION booking.ticket_body(p_order uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'order', o.id, 'account', o.account, 'admission', o.admission, 'language', o.language,
        'contact', jsonb_strip_nulls(jsonb_build_object('phone', o.phone, 'email', o.email)),
        'payment', o.paid_by, 'amount_minor', o.amount, 'currency', o.currency,
        'trip', jsonb_build_object('id', t.id, 'train_number', n.number, 'date', t.date,
            'train_name', jsonb_build_object('en', n.name_en, 'bn', n.name_bn)),
        'from', jsonb_build_object('id', f.id, 'index', fs.index, 'departs', fs.departs_at,
            'name', jsonb_build_object('en', f.name_en, 'bn', f.name_bn)),
        'to', jsonb_build_object('id', u.id, 'index', us.index, 'arrives', us.arrives_at,
            'name', jsonb_build_object('en', u.name_en, 'bn', u.name_bn)),
        'passengers', (
            SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                'seat', jsonb_build_object(
                    'coach', c.label, 'label', s.label, 'class', s.class, 'number', s.number),
                'name', p.name, 'document', p.document, 'price_minor', p.price)) ORDER BY p.seat)
            FROM booking.order_passenger p
            JOIN booking.seat s ON s.trip = o.trip AND s.number = p.seat
            JOIN booking.coach c ON c.trip = s.trip AND c.index = s.coach
            WHERE p.booking_order = o.id))
    FROM booking.booking_order o
    JOIN booking.hold h ON h.id = o.hold
    JOIN booking.trip t ON t.id = o.trip
    JOIN booking.train n ON n.number = t.train
    JOIN booking.trip_stop fs ON fs.trip = t.id AND fs.index = h.a
    JOIN booking.station f ON f.id = fs.station
    JOIN booking.trip_stop us ON us.trip = t.id AND us.index = h.b
    JOIN booking.station u ON u.id = us.station
    WHERE o.id = p_order
$$;

-- An order is confirmed with the hold that is sold to it: tickets are owed from here on.
CREATE FUNCTION booking.sell(p_order uuid, p_payment uuid, p_sold uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE booking.booking_order
        SET status = 'confirmed', paid_by = p_payment, sold = p_sold, changed_at = clock_timestamp()
        WHERE id = p_order;
    UPDATE booking.waitlist SET status = 'taken', changed_at = clock_timestamp()
        WHERE hold = (SELECT hold FROM booking.booking_order WHERE id = p_order)
            AND status IN ('offered', 'expired');
    PERFORM event.put('ticket.issue', p_order::text, booking.ticket_body(p_order));
    PERFORM event.tell('booking.order.confirmed', p_order::text,
        jsonb_build_object('order', p_order, 'payment', p_payment));
END $$;

-- Late money: the hold is over, or due. In a savepoint the same seats are taken once more, past Redis;
-- whoever has them now keeps them. True when it worked.
CREATE FUNCTION booking.sell_again(p_order booking.booking_order, p_payment uuid) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE booking.hold SET status = 'expired' WHERE id = p_order.hold AND status = 'held';
    INSERT INTO booking.hold (id, trip, seats, a, b, status, account, admission, prices)
        SELECT p_order.again, h.trip, h.seats, h.a, h.b, 'sold', h.account, h.admission, h.prices
        FROM booking.hold h WHERE h.id = p_order.hold;
    PERFORM booking.sell(p_order.id, p_payment, p_order.again);
    RETURN true;
EXCEPTION
    WHEN exclusion_violation THEN
        RETURN false;
    WHEN check_violation THEN
        -- The account has bought as much as it may meanwhile; every other check is a mistake of ours.
        DECLARE
            v_constraint text;
        BEGIN
            GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
            IF v_constraint NOT IN ('account_day_limit', 'account_trip_limit') THEN
                RAISE;
            END IF;
            RETURN false;
        END;
END $$;

-- Money has come (SEATS.md, Confirm). Locks payment, order, hold, seats. The outcome is sold, again (sold by
-- late money), late or surplus (refunded), or done (this payment was settled before); with it the holds that
-- changed, in the order in which Redis is to be told, or nulls.
CREATE FUNCTION booking.confirm(p_payment uuid, p_currency text)
RETURNS TABLE (outcome text, id uuid, trip text, seats int[], a int, b int, status text, idem bytea,
    left_ms bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    v_payment record;
    v_order booking.booking_order;
    v_outcome text;
BEGIN
    SELECT * INTO v_payment FROM payment.lock(p_payment);
    IF v_payment.order_id IS NULL THEN
        RAISE EXCEPTION 'there is no payment %', p_payment USING ERRCODE = 'SL001';
    END IF;
    IF v_payment.status <> 'captured' THEN
        RAISE EXCEPTION 'payment % is %', p_payment, v_payment.status USING ERRCODE = 'SL002';
    END IF;
    SELECT * INTO v_order FROM booking.booking_order WHERE id = v_payment.order_id FOR UPDATE;
    IF v_order.paid_by = p_payment OR v_payment.refunded >= v_payment.amount THEN
        outcome := 'done';
        RETURN NEXT;
        RETURN;
    END IF;
    IF v_order.id IS NULL OR v_order.status NOT IN ('pending', 'lapsed')
        OR v_order.amount <> v_payment.amount OR v_order.currency <> p_currency
    THEN
        PERFORM payment.refund(p_payment, v_payment.amount - v_payment.refunded, 'surplus');
        outcome := 'surplus';
        RETURN NEXT;
        RETURN;
    END IF;
    UPDATE booking.hold SET status = 'sold'
        WHERE id = v_order.hold AND status = 'held' AND expires_at > clock_timestamp();
    IF FOUND THEN
        v_outcome := 'sold';
        PERFORM booking.sell(v_order.id, p_payment, v_order.hold);
    ELSIF booking.sell_again(v_order, p_payment) THEN
        v_outcome := 'again';
    ELSE
        UPDATE booking.booking_order SET status = 'failed', changed_at = clock_timestamp()
            WHERE id = v_order.id;
        PERFORM payment.refund(p_payment, v_payment.amount - v_payment.refunded, 'late');
        outcome := 'late';
        RETURN NEXT;
        RETURN;
    END IF;
    RETURN QUERY SELECT v_outcome, (booking.standing_of(h)).* FROM booking.hold h
        WHERE h.id IN (v_order.hold, v_order.again) ORDER BY h.status = 'sold';
END $$;

GRANT SELECT, INSERT ON booking.booking_order, booking.order_passenger TO sluice_booking;
GRANT UPDATE (status, paid_by, sold, refund, changed_at) ON booking.booking_order TO sluice_booking;
GRANT USAGE ON SCHEMA booking TO sluice_payment;
GRANT EXECUTE ON FUNCTION booking.start_payment(uuid, uuid, text) TO sluice_payment;
