-- The ways in which a hold begins and ends. Each of these is one transaction; what it returns are the holds
-- that changed, in the order in which Redis is to be told: what was freed first, then what was offered.

-- A hold for a buyer (SEATS.md, Hold). First the idempotency row with its answer, which is the text given
-- here and the facts that only Postgres knows; then the row whose trigger takes the seats.
CREATE FUNCTION booking.place_hold(
    p_id uuid, p_trip text, p_seats int[], p_a int, p_b int, p_account uuid, p_admission text,
    p_prices bigint[], p_idem bytea, p_key text, p_digest bytea, p_answer text)
RETURNS TABLE (answer bytea, left_ms bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_fencing bigint := nextval('booking.fencing');
    v_now timestamptz := clock_timestamp();
    v_expires timestamptz;
    v_answer bytea;
BEGIN
    SELECT v_now + r.hold_time INTO v_expires FROM booking.rule r;
    v_answer := convert_to(format('%s,"fencing":%s,"expires_at":"%s"}', p_answer, v_fencing,
        to_char(v_expires AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'UTF8');
    PERFORM event.idem_once(p_account::text, 'POST /api/holds', p_key, p_digest, 201, v_answer);
    INSERT INTO booking.hold
        (id, trip, seats, a, b, status, fencing, expires_at, idem, account, admission, prices, created_at)
        VALUES (p_id, p_trip, p_seats, p_a, p_b, 'held', v_fencing, v_expires, p_idem, p_account,
            p_admission, p_prices, v_now);
    RETURN QUERY SELECT v_answer, (extract(epoch FROM v_expires - v_now) * 1000)::bigint;
END $$;

-- What is true about an id (SEATS.md, sync). If nobody knows it, its tombstone stands from now on, and a late
-- transaction stays out. Waits for one that is under way, at most two seconds: then 55P03.
CREATE FUNCTION booking.settle(p_id uuid, p_trip text) RETURNS SETOF booking.standing
LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
BEGIN
    INSERT INTO booking.hold (id, trip, status, fencing) VALUES (p_id, p_trip, 'void', 0)
        ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT (booking.standing_of(h)).* FROM booking.hold h WHERE h.id = p_id;
END $$;

-- Frees a hold and offers its seats to waiters; no rows when it was not in the state `p_from`. The caller
-- holds the trip's waitlist lock, and the order's where there is one.
CREATE FUNCTION booking.free_hold(p_id uuid, p_from text, p_to text) RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_hold booking.hold;
BEGIN
    UPDATE booking.hold SET status = p_to WHERE id = p_id AND status = p_from RETURNING * INTO v_hold;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN NEXT booking.standing_of(v_hold);
    UPDATE booking.waitlist SET status = 'expired', changed_at = clock_timestamp()
        WHERE hold = p_id AND status = 'offered';
    RETURN QUERY SELECT * FROM booking.serve_waiters(v_hold.trip, v_hold.seats, v_hold.a, v_hold.b);
END $$;

-- The sweeper: a hold whose time is over expires, and its pending order lapses.
CREATE FUNCTION booking.expire_hold(p_id uuid) RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_trip text;
BEGIN
    SELECT trip INTO v_trip FROM booking.hold
        WHERE id = p_id AND status = 'held' AND expires_at <= clock_timestamp();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM booking.lock_waitlist(v_trip, false);
    PERFORM FROM booking.booking_order WHERE hold = p_id FOR UPDATE;
    -- An extension may have come between.
    PERFORM FROM booking.hold WHERE id = p_id AND status = 'held' AND expires_at <= clock_timestamp()
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM booking.free_hold(p_id, 'held', 'expired');
    UPDATE booking.booking_order SET status = 'lapsed', changed_at = clock_timestamp()
        WHERE hold = p_id AND status = 'pending';
END $$;

-- The owner lets go of a hold; a pending order goes with it. No rows: it stood no more. SL001: not the
-- caller's; SL002: it is sold, and only cancelling its order frees it.
CREATE FUNCTION booking.release_hold(p_id uuid, p_account uuid, p_admission text)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_hold booking.hold;
BEGIN
    SELECT * INTO v_hold FROM booking.hold WHERE id = p_id;
    IF NOT FOUND OR v_hold.account IS DISTINCT FROM p_account
        OR coalesce(v_hold.admission, p_admission) <> p_admission
    THEN
        RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'SL001';
    END IF;
    PERFORM booking.lock_waitlist(v_hold.trip, false);
    PERFORM FROM booking.booking_order WHERE hold = p_id FOR UPDATE;
    RETURN QUERY SELECT * FROM booking.free_hold(p_id, 'held', 'released');
    IF NOT FOUND THEN
        PERFORM FROM booking.hold WHERE id = p_id AND status = 'sold';
        IF FOUND THEN
            RAISE EXCEPTION 'the hold is sold' USING ERRCODE = 'SL002';
        END IF;
        RETURN;
    END IF;
    UPDATE booking.booking_order SET status = 'cancelled', changed_at = clock_timestamp()
        WHERE hold = p_id AND status = 'pending';
END $$;

-- Once, the owner may have a hold stand longer. SL001 not the caller's, SL002 extended before, SL003 over.
CREATE FUNCTION booking.extend_hold(p_id uuid, p_account uuid, p_admission text)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_hold booking.hold;
BEGIN
    SELECT * INTO v_hold FROM booking.hold WHERE id = p_id FOR NO KEY UPDATE;
    IF NOT FOUND OR v_hold.account IS DISTINCT FROM p_account
        OR coalesce(v_hold.admission, p_admission) <> p_admission
    THEN
        RAISE EXCEPTION 'there is no such hold' USING ERRCODE = 'SL001';
    END IF;
    RETURN QUERY UPDATE booking.hold h SET extended = true, expires_at = h.expires_at + r.extension
        FROM booking.rule r
        WHERE h.id = p_id AND h.status = 'held' AND NOT h.extended AND h.expires_at > clock_timestamp()
        RETURNING (booking.standing_of(h)).*;
    IF FOUND THEN
        RETURN;
    ELSIF v_hold.status = 'held' AND v_hold.extended THEN
        RAISE EXCEPTION 'the hold was extended before' USING ERRCODE = 'SL002';
    ELSE
        RAISE EXCEPTION 'the hold is over' USING ERRCODE = 'SL003';
    END IF;
END $$;

-- The owner gives tickets back. What was paid less the fee is refunded to the payment that bought them, and
-- the tickets are revoked. A pending order just ends, with its hold. SL001 not the caller's, SL002 neither
-- confirmed nor pending, or not as the caller saw it.
CREATE FUNCTION booking.cancel_order(p_order uuid, p_account uuid, p_was text, p_refund bigint)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_seen booking.booking_order;
    v_order booking.booking_order;
BEGIN
    SELECT * INTO v_seen FROM booking.booking_order WHERE id = p_order AND account = p_account;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such order' USING ERRCODE = 'SL001';
    END IF;
    PERFORM booking.lock_waitlist(v_seen.trip, false);
    IF v_seen.paid_by IS NOT NULL THEN
        PERFORM FROM payment.lock(v_seen.paid_by);
    END IF;
    SELECT * INTO v_order FROM booking.booking_order WHERE id = p_order FOR UPDATE;
    IF v_order.status <> p_was OR p_was NOT IN ('pending', 'confirmed')
        OR v_order.paid_by IS DISTINCT FROM v_seen.paid_by
    THEN
        RAISE EXCEPTION 'the order is %', v_order.status USING ERRCODE = 'SL002';
    END IF;
    UPDATE booking.booking_order SET status = 'cancelled', changed_at = clock_timestamp(),
            refund = CASE WHEN p_was = 'confirmed' THEN p_refund END
        WHERE id = p_order;
    IF p_was = 'pending' THEN
        RETURN QUERY SELECT * FROM booking.free_hold(v_order.hold, 'held', 'released');
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM booking.free_hold(v_order.sold, 'sold', 'cancelled');
    IF p_refund > 0 THEN
        PERFORM payment.refund(v_order.paid_by, p_refund, 'cancel');
    END IF;
    PERFORM event.put('ticket.revoke', p_order::text,
        jsonb_build_object('order', p_order, 'reason', 'cancelled'));
    PERFORM event.tell('booking.order.cancelled', p_order::text, jsonb_build_object('order', p_order));
END $$;

-- Somebody waits for seats of a class; where they are free already they are offered at once. The trip's lock
-- is the joiner's alone, so no seat is freed between the look and the entry. SL005: the list is full.
CREATE FUNCTION booking.join_waitlist(
    p_id uuid, p_trip text, p_a int, p_b int, p_seats int, p_class text, p_price bigint,
    p_account uuid, p_language text)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM booking.lock_waitlist(p_trip, true);
    IF (SELECT count(*) FROM booking.waitlist WHERE trip = p_trip AND status = 'waiting') >= 1000 THEN
        RAISE EXCEPTION 'the waitlist is full' USING ERRCODE = 'SL005';
    END IF;
    INSERT INTO booking.waitlist (id, trip, a, b, seats, class, price, account, language)
        VALUES (p_id, p_trip, p_a, p_b, p_seats, p_class, p_price, p_account, p_language);
    RETURN QUERY SELECT * FROM booking.serve_waiters(p_trip, NULL, p_a, p_b);
END $$;

-- A waiter leaves; what was on offer goes to the next. SL001: not the caller's; SL002: taken already.
CREATE FUNCTION booking.leave_waitlist(p_id uuid, p_account uuid) RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_waiter booking.waitlist;
BEGIN
    SELECT * INTO v_waiter FROM booking.waitlist WHERE id = p_id AND account = p_account;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such waiter' USING ERRCODE = 'SL001';
    END IF;
    PERFORM booking.lock_waitlist(v_waiter.trip, false);
    UPDATE booking.waitlist SET status = 'cancelled', changed_at = clock_timestamp()
        WHERE id = p_id AND status = 'waiting';
    IF FOUND THEN
        RETURN;
    END IF;
    SELECT * INTO v_waiter FROM booking.waitlist WHERE id = p_id;
    IF v_waiter.status = 'taken' THEN
        RAISE EXCEPTION 'the offer is taken' USING ERRCODE = 'SL002';
    ELSIF v_waiter.status = 'offered' THEN
        PERFORM FROM booking.booking_order WHERE hold = v_waiter.hold FOR UPDATE;
        RETURN QUERY SELECT * FROM booking.free_hold(v_waiter.hold, 'held', 'released');
        UPDATE booking.booking_order SET status = 'cancelled', changed_at = clock_timestamp()
            WHERE hold = v_waiter.hold AND status = 'pending';
        UPDATE booking.waitlist SET status = 'cancelled', changed_at = clock_timestamp()
            WHERE id = p_id AND status = 'expired';
    END IF;
END $$;

-- Once in a while, whom a crash or a passing lock kept from being served: all waiters of a trip.
CREATE FUNCTION booking.serve_trip(p_trip text) RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM booking.waitlist WHERE trip = p_trip AND status = 'waiting') THEN
        RETURN;
    END IF;
    PERFORM booking.lock_waitlist(p_trip, true);
    RETURN QUERY SELECT * FROM booking.serve_waiters(p_trip, NULL, 0, 31);
END $$;

GRANT SELECT, INSERT ON booking.waitlist TO sluice_booking;
GRANT UPDATE (status, hold, reason, changed_at) ON booking.waitlist TO sluice_booking;
-- The functions of this schema are called by booking alone; the trigger's own by nobody.
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA booking TO sluice_booking;
REVOKE ALL ON FUNCTION booking.start_payment(uuid, uuid, text) FROM sluice_booking;
