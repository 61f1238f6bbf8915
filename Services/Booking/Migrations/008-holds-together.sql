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

-- What `place_hold` does, for some holds with one statement for each table: all of them, or none. Most of what a statement
-- costs is its beginning, when it reads its table's checks and its triggers' conditions.
--
-- The arrays have an element a hold, which the caller has sorted by account, but for seats and prices, which follow
-- each other: `p_counts` says how many are whose. `p_idems` and `p_digests` are 16 and 32 bytes a hold. The answer
-- has a row a hold, in order.
CREATE FUNCTION booking.place_all(
    p_ids uuid[], p_trips text[], p_counts int[], p_seats int[], p_a int[], p_b int[], p_accounts uuid[],
    p_admissions text[], p_prices bigint[], p_idems bytea, p_keys text[], p_digests bytea, p_answers text[])
RETURNS TABLE (answer bytea, left_ms bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_expires timestamptz;
    v_fencings bigint[];
    v_answers bytea[];
BEGIN
    SELECT v_now + r.hold_time INTO v_expires FROM booking.rule r;
    SELECT array_agg(w.fencing ORDER BY w.i), array_agg(
            convert_to(format('%s,"fencing":%s,"expires_at":"%s"}', w.answer, w.fencing,
                to_char(v_expires AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'UTF8') ORDER BY w.i)
        INTO v_fencings, v_answers
        FROM (SELECT u.answer, u.i, nextval('booking.fencing') AS fencing
            FROM unnest(p_answers) WITH ORDINALITY u (answer, i)) w;
    PERFORM event.idem_all(p_accounts::text[], 'POST /api/holds', p_keys, p_digests, 201, v_answers);
    INSERT INTO booking.hold
        (id, trip, seats, a, b, status, fencing, expires_at, idem, account, admission, prices, created_at)
        SELECT w.id, w.trip, p_seats[w.last - w.seats + 1:w.last], w.a, w.b, 'held', w.fencing, v_expires,
            substring(p_idems FROM 16 * w.i - 15 FOR 16), w.account, w.admission,
            p_prices[w.last - w.seats + 1:w.last], v_now
        FROM (SELECT u.*, (sum(u.seats) OVER (ORDER BY u.place))::int AS last, u.place::int AS i
            FROM unnest(p_ids, p_trips, p_counts, p_a, p_b, p_accounts, p_admissions, v_fencings)
                WITH ORDINALITY u (id, trip, seats, a, b, account, admission, fencing, place)) w
        ORDER BY w.i;
    RETURN QUERY SELECT w.answer, (extract(epoch FROM v_expires - v_now) * 1000)::bigint
        FROM unnest(v_answers) WITH ORDINALITY w (answer, i) ORDER BY w.i;
END $$;

-- Places each of some holds, or says why not. All at once where nothing stands in their way, as Redis makes likely;
-- else one by one, each in a savepoint. The arguments are those of `place_all`.
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
    BEGIN
        RETURN QUERY SELECT h.answer, h.left_ms, NULL::text, NULL::text, NULL::text, NULL::text
            FROM booking.place_all(p_ids, p_trips, p_counts, p_seats, p_a, p_b, p_accounts, p_admissions,
                p_prices, p_idems, p_keys, p_digests, p_answers) h;
        RETURN;
    EXCEPTION WHEN OTHERS THEN
        -- What stands in whose way is found out below.
        NULL;
    END;
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
REVOKE ALL ON FUNCTION booking.place_all(
        uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[]),
    booking.place_holds(
        uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.place_all(
        uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[]),
    booking.place_holds(
        uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[])
    TO sluice_booking;
