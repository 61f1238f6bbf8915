-- Events between the services: what one transaction owes to another, kept until it is done.
-- SEATS.md "Outbox": one row a consumer, no cursor, leased by due_at; Redis only carries the row's number.

CREATE SCHEMA event;

-- Who may take which rows. A consumer that nobody declared here cannot be owed anything: a misspelt name fails
-- in the transaction that puts it, not years later in an audit.
CREATE TABLE event.consumer (
    name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)?$' AND length(name) <= 64),
    role name NOT NULL
);
INSERT INTO event.consumer (name, role) VALUES
    ('booking.confirm', 'sluice_booking'),
    ('payment.refund', 'sluice_payment'),
    ('ticket.issue', 'sluice_ticket'),
    ('ticket.mail', 'sluice_ticket'),
    ('ticket.revoke', 'sluice_ticket'),
    ('webhook', 'sluice_payment');

CREATE TABLE event.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer text NOT NULL,
    about text NOT NULL CHECK (length(about) BETWEEN 1 AND 200),
    body jsonb NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tries integer NOT NULL DEFAULT 0,
    -- The stream entry of the last sending: while it waits undelivered, sending again would only be counted.
    entry text,
    done_at timestamptz,
    parked timestamptz,
    -- Why the last try failed; of a parked row, why it was parked.
    error text,
    UNIQUE (consumer, about)
);
CREATE INDEX outbox_due ON event.outbox (due_at) WHERE done_at IS NULL AND parked IS NULL;
CREATE INDEX outbox_parked ON event.outbox (parked) WHERE parked IS NOT NULL;
CREATE INDEX outbox_done ON event.outbox (done_at) WHERE done_at IS NOT NULL;

-- Owes something to a consumer; the same (consumer, about) is owed once. Says whether it was new.
CREATE FUNCTION event.put(p_consumer text, p_about text, p_body jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM event.consumer WHERE name = p_consumer) THEN
        RAISE EXCEPTION 'there is no consumer %', p_consumer USING ERRCODE = 'SL020';
    END IF;
    INSERT INTO event.outbox (consumer, about, body) VALUES (p_consumer, p_about, p_body)
    ON CONFLICT (consumer, about) DO NOTHING;
    RETURN FOUND;
END $$;

-- Leases due rows to a relay, the longest due first. A lease lasts 2^tries seconds, at most 60. A row whose
-- tenth lease has passed is parked instead and comes back with `is_parked`.
CREATE FUNCTION event.lease(p_limit integer)
RETURNS TABLE (row_id bigint, row_consumer text, row_tries integer, row_entry text, is_parked boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT o.id FROM event.outbox o
        WHERE o.done_at IS NULL AND o.parked IS NULL AND o.due_at <= v_now
        ORDER BY o.due_at LIMIT p_limit FOR UPDATE SKIP LOCKED
    )
    UPDATE event.outbox o SET
        parked = CASE WHEN o.tries >= 10 THEN v_now END,
        error = CASE WHEN o.tries >= 10 THEN coalesce(o.error, 'no consumer finished it') ELSE o.error END,
        due_at = CASE WHEN o.tries >= 10 THEN o.due_at
            ELSE v_now + least(60, power(2, o.tries)) * interval '1 second' END,
        tries = CASE WHEN o.tries >= 10 THEN o.tries ELSE o.tries + 1 END
    FROM due WHERE o.id = due.id
    RETURNING o.id, o.consumer, o.tries, o.entry, o.parked IS NOT NULL;
END $$;

-- What became of leased rows: `p_entries` holds the stream entry of each, empty where it was not sent because
-- its last entry still waits, the stream is full or Redis is away. Such a lease was no try. A row that its consumer
-- holds by now is passed over: no relay waits for anybody's work.
CREATE FUNCTION event.sent(p_rows bigint[], p_entries text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE event.outbox o SET
        entry = coalesce(nullif(s.entry, ''), o.entry),
        tries = CASE WHEN s.entry = '' THEN greatest(0, o.tries - 1) ELSE o.tries END
    FROM unnest(p_rows, p_entries) AS s (id, entry)
    WHERE o.id = s.id AND o.id IN (
        SELECT f.id FROM event.outbox f WHERE f.id = ANY (p_rows) AND f.done_at IS NULL AND f.parked IS NULL
        FOR UPDATE SKIP LOCKED);
$$;

-- Whether the session's role may take a consumer's rows.
CREATE FUNCTION event.may_take(p_consumer text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM event.consumer c WHERE c.name = p_consumer
        AND pg_has_role(session_user, c.role, 'member'));
$$;

-- What a row says, for a consumer that calls outside before its transaction; nothing once it is done or parked.
CREATE FUNCTION event.look(p_row bigint)
RETURNS TABLE (consumer text, about text, body jsonb, tries integer, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.consumer, o.about, o.body, o.tries, o.made_at FROM event.outbox o
    WHERE o.id = p_row AND o.done_at IS NULL AND o.parked IS NULL AND event.may_take(o.consumer);
$$;

-- The guard: the first statement of a consumer's transaction. No row: it was done already, skip. A row that was
-- parked meanwhile is done all the same: what has its effect is not in anybody's way any more.
CREATE FUNCTION event.take(p_row bigint)
RETURNS TABLE (consumer text, about text, body jsonb, tries integer, made_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE event.outbox o SET done_at = clock_timestamp(), parked = NULL, error = NULL
    WHERE o.id = p_row AND o.done_at IS NULL AND event.may_take(o.consumer)
    RETURNING o.consumer, o.about, o.body, o.tries, o.made_at;
$$;

-- Notes why a try failed; with `p_park` the row waits for an operator. A row that is done is left alone.
CREATE FUNCTION event.failed(p_row bigint, p_error text, p_park boolean) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH changed AS (
        UPDATE event.outbox o SET error = left(p_error, 1000),
            parked = CASE WHEN p_park THEN clock_timestamp() ELSE o.parked END
        WHERE o.id = p_row AND o.done_at IS NULL AND o.parked IS NULL AND event.may_take(o.consumer)
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed);
$$;

-- An operator sends parked rows on their way again: one by its number, or all of a consumer.
CREATE FUNCTION event.replay(p_row bigint) RETURNS boolean
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    WITH changed AS (
        UPDATE event.outbox SET parked = NULL, tries = 0, due_at = clock_timestamp(), entry = NULL
        WHERE id = p_row AND parked IS NOT NULL AND done_at IS NULL RETURNING 1)
    SELECT EXISTS (SELECT FROM changed);
$$;

-- How much is on its way: rows that wait, the seconds the oldest of them has waited, rows that are parked.
CREATE FUNCTION event.backlog() RETURNS TABLE (waiting bigint, oldest double precision, parked bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FILTER (WHERE o.parked IS NULL),
        coalesce(extract(epoch FROM clock_timestamp() - min(o.made_at) FILTER (WHERE o.parked IS NULL)), 0),
        count(*) FILTER (WHERE o.parked IS NOT NULL)
    FROM event.outbox o WHERE o.done_at IS NULL;
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event FROM PUBLIC;
GRANT USAGE ON SCHEMA event TO sluice_identity, sluice_booking, sluice_payment, sluice_ticket;
GRANT EXECUTE ON FUNCTION event.put(text, text, jsonb), event.lease(integer), event.sent(bigint[], text[]),
    event.look(bigint), event.take(bigint), event.failed(bigint, text, boolean), event.backlog()
    TO sluice_identity, sluice_booking, sluice_payment, sluice_ticket;
