-- Events for outsiders: CloudEvents, signed as Standard Webhooks say, each endpoint at its own pace.

CREATE TABLE event.endpoint (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL CHECK (length(url) <= 2000),
    -- The newest first; all of them sign while a secret is replaced.
    secrets text[] NOT NULL CHECK (cardinality(secrets) BETWEEN 1 AND 3),
    -- Event types, where `booking.*` means all that begin with `booking.`; `*` means all.
    types text[] NOT NULL DEFAULT '{*}' CHECK (cardinality(types) BETWEEN 1 AND 20),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at timestamptz,
    reason text
);

CREATE TABLE event.delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint uuid NOT NULL REFERENCES event.endpoint ON DELETE CASCADE,
    -- The event's own id: the receiver's idempotency key, the same at every try.
    event text NOT NULL,
    body text NOT NULL CHECK (octet_length(body) <= 20480),
    due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tries integer NOT NULL DEFAULT 0,
    done_at timestamptz,
    failed_at timestamptz,
    status integer,
    error text,
    UNIQUE (endpoint, event)
);
CREATE INDEX delivery_due ON event.delivery (due_at) WHERE done_at IS NULL AND failed_at IS NULL;

-- Whether an endpoint wants events of a type.
CREATE FUNCTION event.wants(p_types text[], p_type text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM unnest(p_types) AS t (pattern) WHERE t.pattern = '*' OR t.pattern = p_type
        OR (right(t.pattern, 2) = '.*' AND starts_with(p_type, left(t.pattern, -1))));
$$;

-- Tells outsiders about something, as part of the transaction that did it. Costs one look where nobody listens.
CREATE FUNCTION event.tell(p_type text, p_subject text, p_data jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM event.endpoint e
        WHERE e.disabled_at IS NULL AND event.wants(e.types, p_type)) THEN
        RETURN false;
    END IF;
    RETURN event.put('webhook', p_type || ':' || p_subject,
        jsonb_build_object('type', p_type, 'subject', p_subject, 'time', clock_timestamp(), 'data', p_data));
END $$;

GRANT SELECT ON event.endpoint TO sluice_payment;
GRANT UPDATE (disabled_at, reason) ON event.endpoint TO sluice_payment;
GRANT SELECT, INSERT, UPDATE ON event.delivery TO sluice_payment;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event.wants(text[], text) TO sluice_payment;
GRANT EXECUTE ON FUNCTION event.tell(text, text, jsonb)
    TO sluice_identity, sluice_booking, sluice_payment, sluice_ticket;
