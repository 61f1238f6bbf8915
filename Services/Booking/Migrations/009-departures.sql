-- What has left is not sold, and a long list of waiters costs little.

-- Offers the free seats of a trip to its waiters, in the order in which they came; a waiter whom they do
-- not fit keeps the place. `p_freed` are the seats whose bits were just cleared on the stretch from a to b:
-- a waiter whom none of them helps is passed over without a search. Null: all seats, as after a crash
-- between. Where nothing was found for somebody, nothing is looked for again for who wants at least as much.
CREATE OR REPLACE FUNCTION booking.serve_waiters(p_trip text, p_freed int[], p_a int, p_b int)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_waiter booking.waitlist;
    v_mask int;
    v_seats int[];
    v_offers uuid[];
    v_classes text[];
    v_masks int[];
    v_counts int[];
BEGIN
    FOR v_waiter IN
        SELECT w.* FROM booking.waitlist w
            JOIN booking.trip_stop s ON s.trip = w.trip AND s.index = w.a
            WHERE w.trip = p_trip AND w.status = 'waiting' AND w.a < p_b AND p_a < w.b
                AND s.departs_at > clock_timestamp()
            ORDER BY w.number LIMIT 1000
    LOOP
        v_mask := booking.mask(v_waiter.a, v_waiter.b);
        CONTINUE WHEN EXISTS (
            SELECT FROM unnest(v_classes, v_masks, v_counts) n (class, mask, seats)
            WHERE n.class = v_waiter.class AND n.mask & v_mask = n.mask AND n.seats <= v_waiter.seats);
        CONTINUE WHEN p_freed IS NOT NULL AND NOT EXISTS (
            SELECT FROM booking.seat WHERE trip = p_trip AND number = ANY (p_freed)
                AND class = v_waiter.class AND taken & v_mask = 0);
        v_seats := booking.choose_seats(p_trip, v_waiter.class, v_mask, v_waiter.seats);
        IF v_seats IS NULL THEN
            v_classes := v_classes || v_waiter.class;
            v_masks := v_masks || v_mask;
            v_counts := v_counts || v_waiter.seats;
            CONTINUE;
        END IF;
        -- Another freeing may serve this waiter just now: its end decides.
        SELECT * INTO v_waiter FROM booking.waitlist WHERE id = v_waiter.id AND status = 'waiting' FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        v_offers := v_offers || booking.offer_seats(v_waiter, v_seats);
    END LOOP;
    RETURN QUERY SELECT (booking.standing_of(h)).* FROM booking.hold h WHERE h.id = ANY (v_offers);
END $$;

-- Who wants onto a list that others keep busy is told so, and keeps no connection meanwhile.
ALTER FUNCTION booking.join_waitlist(uuid, text, int, int, int, text, bigint, uuid, text) SET lock_timeout = '1s';

-- Whether the train has left where a hold begins.
CREATE FUNCTION booking.has_left(p_hold uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM booking.hold h JOIN booking.trip_stop s ON s.trip = h.trip AND s.index = h.a
        WHERE h.id = p_hold AND s.departs_at <= clock_timestamp())
$$;
REVOKE ALL ON FUNCTION booking.has_left(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.has_left(uuid) TO sluice_booking;

-- Money has come (SEATS.md, Confirm). Of a payment of which an operator has given back a part, the rest goes
-- back too: it no longer pays the order. So does all of it when the train has left: nobody could give those
-- tickets back. Locks payment, order, hold, seats. The outcome is sold, again (sold by late money), late or
-- surplus (refunded), or done (this payment was settled before); with it the holds that changed, in the order
-- in which Redis is to be told, or nulls.
CREATE OR REPLACE FUNCTION booking.confirm(p_payment uuid, p_currency text)
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
        OR v_order.amount <> v_payment.amount OR v_order.currency <> p_currency OR v_payment.refunded > 0
    THEN
        PERFORM payment.refund(p_payment, v_payment.amount - v_payment.refunded, 'surplus');
        outcome := 'surplus';
        RETURN NEXT;
        RETURN;
    END IF;
    IF booking.has_left(v_order.hold) THEN
        UPDATE booking.hold SET status = 'expired' WHERE id = v_order.hold AND status = 'held';
        v_outcome := 'late';
    ELSE
        UPDATE booking.hold SET status = 'sold'
            WHERE id = v_order.hold AND status = 'held' AND expires_at > clock_timestamp();
        IF FOUND THEN
            v_outcome := 'sold';
            PERFORM booking.sell(v_order.id, p_payment, v_order.hold);
        ELSIF booking.sell_again(v_order, p_payment) THEN
            v_outcome := 'again';
        END IF;
    END IF;
    IF v_outcome IS NULL OR v_outcome = 'late' THEN
        UPDATE booking.booking_order SET status = 'failed', changed_at = clock_timestamp()
            WHERE id = v_order.id;
        PERFORM payment.refund(p_payment, v_payment.amount - v_payment.refunded, 'late');
    END IF;
    IF v_outcome IS NULL THEN
        -- The hold itself is the sweeper's.
        outcome := 'late';
        RETURN NEXT;
        RETURN;
    END IF;
    RETURN QUERY SELECT v_outcome, (booking.standing_of(h)).* FROM booking.hold h
        WHERE h.id IN (v_order.hold, v_order.again) ORDER BY h.status = 'sold';
END $$;

-- The payment service asks before it takes money: the order is pending and the caller's, and its hold now
-- stands long enough to pay. Nobody pays for a train that has left. Locks order, then hold.
CREATE OR REPLACE FUNCTION booking.start_payment(p_order uuid, p_account uuid, p_admission text)
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
    IF booking.has_left(v_order.hold) THEN
        RAISE EXCEPTION 'the train has left' USING ERRCODE = 'SL003';
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
