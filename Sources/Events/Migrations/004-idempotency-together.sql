-- `event.idem_once` for some effects of one transaction at once: `p_digests` has 32 bytes for each. Raises SL010 when
-- something stands under one of the keys, and waits half a second for a twin: who asks for several can go on one by
-- one, and know then whose it was.
CREATE FUNCTION event.idem_all(
    p_principals text[], p_route text, p_keys text[], p_digests bytea, p_status integer, p_answers bytea[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
    v_count integer;
BEGIN
    INSERT INTO event.idem (principal, route, key, digest, status, answer)
        SELECT w.principal, p_route, w.key, substring(p_digests FROM 32 * w.i::integer - 31 FOR 32), p_status, w.answer
        FROM unnest(p_principals, p_keys, p_answers) WITH ORDINALITY w (principal, key, answer, i)
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> cardinality(p_keys) THEN
        RAISE EXCEPTION 'something stands under an idempotency key' USING ERRCODE = 'SL010';
    END IF;
END $$;
REVOKE ALL ON FUNCTION event.idem_all(text[], text, text[], bytea, integer, bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event.idem_all(text[], text, text[], bytea, integer, bytea[]) TO sluice_booking;
