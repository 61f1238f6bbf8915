-- Booking takes an order's tickets back in the transaction that gives the money back, so that nobody travels on
-- them in between; those that are still to come are worth nothing either. SL006: one of them was used, and
-- the caller does not take back what was used. Locks as everybody does: purchase, tickets, revocation count.
CREATE FUNCTION ticket.withdraw(p_order uuid, p_reason text, p_even_used boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_ids uuid[];
    v_last bigint;
BEGIN
    INSERT INTO ticket.purchase AS p (booking_order, revoked_at, reason)
        VALUES (p_order, clock_timestamp(), p_reason)
        ON CONFLICT (booking_order) DO UPDATE SET
            revoked_at = coalesce(p.revoked_at, EXCLUDED.revoked_at),
            reason = coalesce(p.reason, EXCLUDED.reason);
    PERFORM FROM ticket.ticket WHERE booking_order = p_order ORDER BY id FOR UPDATE;
    IF NOT p_even_used
        AND EXISTS (SELECT FROM ticket.ticket WHERE booking_order = p_order AND status = 'redeemed')
    THEN
        RAISE EXCEPTION 'a ticket of the order was used' USING ERRCODE = 'SL006';
    END IF;
    SELECT array_agg(id ORDER BY id) INTO v_ids
        FROM ticket.ticket WHERE booking_order = p_order AND status <> 'revoked';
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    UPDATE ticket.revocation SET number = number + cardinality(v_ids), changed_at = clock_timestamp()
        RETURNING number INTO v_last;
    UPDATE ticket.ticket t SET status = 'revoked', revoked_number = v_last - cardinality(v_ids) + listed.place
        FROM unnest(v_ids) WITH ORDINALITY AS listed (id, place) WHERE t.id = listed.id;
END $$;

REVOKE ALL ON FUNCTION ticket.withdraw(uuid, text, boolean) FROM PUBLIC;
GRANT USAGE ON SCHEMA ticket TO sluice_booking;
GRANT EXECUTE ON FUNCTION ticket.withdraw(uuid, text, boolean) TO sluice_booking;
