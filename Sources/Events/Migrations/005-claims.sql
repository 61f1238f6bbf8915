-- Work outside (a bank, a mail server) may take longer than a lease. Whoever begins it claims the row, so that nobody
-- begins it a second time meanwhile; a claim ends with the work, or by itself when its holder has died.
ALTER TABLE event.outbox ADD COLUMN claimed_until timestamptz;

-- What `look` says, to one caller at a time: nothing while another's claim stands. The row is not due before.
CREATE FUNCTION event.claim(p_row bigint, p_time interval)
RETURNS TABLE (consumer text, about text, body jsonb, tries integer, made_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE event.outbox o SET claimed_until = clock_timestamp() + p_time,
        due_at = greatest(o.due_at, clock_timestamp() + p_time)
    WHERE o.id = p_row AND o.done_at IS NULL AND o.parked IS NULL AND event.may_take(o.consumer)
        AND (o.claimed_until IS NULL OR o.claimed_until <= clock_timestamp())
    RETURNING o.consumer, o.about, o.body, o.tries, o.made_at;
$$;

-- Notes why a try failed; with `p_park` the row waits for an operator. A row that is done is left alone. A claim ends
-- with it, and the row is due as its lease said.
CREATE OR REPLACE FUNCTION event.failed(p_row bigint, p_error text, p_park boolean) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH changed AS (
        UPDATE event.outbox o SET error = left(p_error, 1000),
            parked = CASE WHEN p_park THEN clock_timestamp() ELSE o.parked END, claimed_until = NULL,
            due_at = CASE WHEN o.claimed_until IS NULL THEN o.due_at ELSE least(o.due_at,
                clock_timestamp() + least(60, power(2, greatest(0, o.tries - 1))) * interval '1 second') END
        WHERE o.id = p_row AND o.done_at IS NULL AND o.parked IS NULL AND event.may_take(o.consumer)
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed);
$$;
REVOKE ALL ON FUNCTION event.claim(bigint, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event.claim(bigint, interval) TO sluice_booking, sluice_payment, sluice_ticket;

-- Identity owes nothing to anybody.
REVOKE EXECUTE ON FUNCTION event.put(text, text, jsonb) FROM sluice_identity;
