-- Holds that want to be placed at the same moment share a transaction, each in a savepoint of its own: one
-- commit for all of them, and what refuses one leaves the others alone (decision 026).

-- Locks seats in the order of trips and numbers. Each hold locks first its seats, then its account's counts; some
-- in one transaction keep to that only when all seats come first, and would else wait in circles.
CREATE FUNCTION booking.lock_seats(p_trips text[], p_seats int[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_wanted record;
BEGIN
    FOR v_wanted IN
        SELECT DISTINCT trip, number FROM unnest(p_trips, p_seats) w (trip, number) ORDER BY trip, number
    LOOP
        PERFORM FROM booking.seat s WHERE s.trip = v_wanted.trip AND s.number = v_wanted.number
            FOR NO KEY UPDATE;
    END LOOP;
EXCEPTION WHEN lock_not_available THEN
    -- Somebody keeps one for long: then each hold waits for itself.
    NULL;
END $$;
REVOKE ALL ON FUNCTION booking.lock_seats(text[], int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.lock_seats(text[], int[]) TO sluice_booking;

-- The arrays have an element a hold, which the caller has sorted by account, but for seats and prices, which follow
-- each other: `p_counts` says how many are whose. `p_idems` and `p_digests` are 16 and 32 bytes a hold. The
-- answer has a row a hold, in order: what `place_hold` says, or how it failed.
CREATE FUNCTION booking.place_holds(
    p_ids uuid[], p_trips text[], p_counts int[], p_seats int[], p_a int[], p_b int[], p_accounts uuid[],
    p_admissions text[], p_prices bigint[], p_idems bytea, p_keys text[], p_digests bytea, p_answers text[])
RETURNS TABLE (answer bytea, left_ms bigint, state text, message text, detail text, cause text)
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    v_first int := 1;
    v_last int;
BEGIN
    -- Else the seats or prices of one would be another's.
    IF (SELECT sum(seats) FROM unnest(p_counts) seats) IS DISTINCT FROM cardinality(p_seats)::bigint
        OR cardinality(p_prices) <> cardinality(p_seats) OR length(p_idems) <> 16 * cardinality(p_ids)
        OR length(p_digests) <> 32 * cardinality(p_ids)
    THEN
        RAISE EXCEPTION 'the lists do not fit together' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM booking.lock_seats(
        ARRAY(SELECT w.trip FROM unnest(p_trips, p_counts) WITH ORDINALITY w (trip, seats, place),
            generate_series(1, w.seats) ORDER BY w.place), p_seats);
    FOR v_i IN 1..cardinality(p_ids) LOOP
        v_last := v_first + p_counts[v_i] - 1;
        BEGIN
            state := NULL;
            SELECT h.answer, h.left_ms INTO answer, left_ms FROM booking.place_hold(
                p_ids[v_i], p_trips[v_i], p_seats[v_first:v_last], p_a[v_i], p_b[v_i], p_accounts[v_i],
                p_admissions[v_i], p_prices[v_first:v_last], substring(p_idems FROM 16 * v_i - 15 FOR 16),
                p_keys[v_i], substring(p_digests FROM 32 * v_i - 31 FOR 32), p_answers[v_i]) h;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
                detail = PG_EXCEPTION_DETAIL, cause = CONSTRAINT_NAME;
        END;
        RETURN NEXT;
        v_first := v_last + 1;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION booking.place_holds(
    uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.place_holds(
    uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[])
    TO sluice_booking;
