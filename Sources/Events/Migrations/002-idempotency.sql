-- SEATS.md "Idempotency": a row is written with its answer in the effect's own transaction, so it is there exactly
-- when the effect is. No "running" state: a twin waits for the first transaction's end on the primary key.

CREATE TABLE event.idem (
    principal text NOT NULL CHECK (length(principal) BETWEEN 1 AND 200),
    route text NOT NULL CHECK (length(route) BETWEEN 1 AND 200),
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    status integer CHECK (status BETWEEN 200 AND 299),
    answer bytea CHECK (length(answer) <= 65536),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (principal, route, key)
);
CREATE INDEX idem_age ON event.idem (created_at);

-- The first statement of an effect's transaction. `fresh`: the row is this transaction's, the effect may follow and
-- `event.idem_answer` must. Else what stands under the key. Waits at most 2 s for a twin, then raises 55P03.
CREATE FUNCTION event.idem(p_principal text, p_route text, p_key text, p_digest bytea)
RETURNS TABLE (fresh boolean, same_body boolean, status integer, answer bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
#variable_conflict use_column
BEGIN
    -- A row that goes between the two statements (it is a day old) leaves room for a fresh one.
    FOR attempt IN 1..3 LOOP
        INSERT INTO event.idem (principal, route, key, digest)
        VALUES (p_principal, p_route, p_key, p_digest) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN QUERY SELECT true, true, NULL::integer, NULL::bytea;
            RETURN;
        END IF;
        RETURN QUERY SELECT false, i.digest = p_digest, i.status, i.answer FROM event.idem i
            WHERE i.principal = p_principal AND i.route = p_route AND i.key = p_key;
        IF FOUND THEN RETURN; END IF;
    END LOOP;
    RAISE EXCEPTION 'the idempotency row comes and goes' USING ERRCODE = '55P03';
END $$;

-- The answer of the effect, before its transaction ends. Only a 2xx is kept: with another status the row goes.
CREATE FUNCTION event.idem_answer(
    p_principal text, p_route text, p_key text, p_status integer, p_answer bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_status BETWEEN 200 AND 299 THEN
        UPDATE event.idem SET status = p_status, answer = p_answer
        WHERE principal = p_principal AND route = p_route AND key = p_key AND status IS NULL;
    ELSE
        DELETE FROM event.idem
        WHERE principal = p_principal AND route = p_route AND key = p_key AND status IS NULL;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no idempotency row of this transaction' USING ERRCODE = 'SL021';
    END IF;
END $$;

-- Both at once, for an effect whose answer is known beforehand: one statement of a pipeline. Raises SL010 when
-- something stands under the key, so that nothing after it in the transaction happens.
CREATE FUNCTION event.idem_once(
    p_principal text, p_route text, p_key text, p_digest bytea, p_status integer, p_answer bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
    INSERT INTO event.idem (principal, route, key, digest, status, answer)
    VALUES (p_principal, p_route, p_key, p_digest, p_status, p_answer) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'something stands under the idempotency key' USING ERRCODE = 'SL010';
    END IF;
END $$;

-- What stands under a key.
CREATE FUNCTION event.idem_find(p_principal text, p_route text, p_key text, p_digest bytea)
RETURNS TABLE (same_body boolean, status integer, answer bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.digest = p_digest, i.status, i.answer FROM event.idem i
    WHERE i.principal = p_principal AND i.route = p_route AND i.key = p_key;
$$;

-- Housekeeping, a bounded piece a call: answers of yesterday and what was done a month ago. Says how much went.
CREATE FUNCTION event.tidy(p_limit integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_answers integer;
    v_rows integer;
BEGIN
    DELETE FROM event.idem WHERE ctid IN (
        SELECT ctid FROM event.idem WHERE created_at < now() - interval '24 hours'
        ORDER BY created_at LIMIT p_limit FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_answers = ROW_COUNT;
    DELETE FROM event.outbox WHERE id IN (
        SELECT id FROM event.outbox WHERE done_at < now() - interval '30 days'
        ORDER BY done_at LIMIT p_limit FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    RETURN v_answers + v_rows;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA event FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event.idem(text, text, text, bytea),
    event.idem_answer(text, text, text, integer, bytea),
    event.idem_once(text, text, text, bytea, integer, bytea),
    event.idem_find(text, text, text, bytea), event.tidy(integer)
    TO sluice_identity, sluice_booking, sluice_payment, sluice_ticket;
