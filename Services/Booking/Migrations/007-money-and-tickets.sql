-- Money and tickets go back together, or not at all.

-- Tickets are given back. What was paid less the fee is refunded to the payment that bought them, and the
-- tickets are worth nothing from the same moment on: SL006 where one of them was used, unless the caller says
-- that this does not matter. A pending order just ends, with its hold. SL001 not the account's, SL002 neither
-- confirmed nor pending, or not as the caller saw it.
DROP FUNCTION booking.cancel_order(uuid, uuid, text, bigint);
CREATE FUNCTION booking.cancel_order(
    p_order uuid, p_account uuid, p_was text, p_refund bigint, p_even_used boolean DEFAULT false)
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
    PERFORM ticket.withdraw(p_order, 'cancelled', p_even_used);
    PERFORM event.put('ticket.revoke', p_order::text,
        jsonb_build_object('order', p_order, 'reason', 'cancelled'));
    PERFORM event.tell('booking.order.cancelled', p_order::text, jsonb_build_object('order', p_order));
END $$;

GRANT EXECUTE ON FUNCTION booking.cancel_order(uuid, uuid, text, bigint, boolean) TO sluice_booking;

-- Money has come (SEATS.md, Confirm). Of a payment of which an operator has given back a part, the rest goes
-- back too: it no longer pays the order. Locks payment, order, hold, seats. The outcome is sold, again (sold by
-- late money), late or surplus (refunded), or done (this payment was settled before); with it the holds that
-- changed, in the order in which Redis is to be told, or nulls.
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

-- The payment service asks before an operator gives money back by itself: what a payment bought goes back by
-- cancelling its order. The caller holds the payment's row, so no order is confirmed with it meanwhile.
CREATE FUNCTION booking.is_bought_by(p_payment uuid) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (SELECT FROM booking.booking_order WHERE paid_by = p_payment) $$;
REVOKE ALL ON FUNCTION booking.is_bought_by(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.is_bought_by(uuid) TO sluice_payment;
