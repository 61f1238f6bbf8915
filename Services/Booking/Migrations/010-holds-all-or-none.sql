-- Holds that come together stand together or not at all: without savepoints a transaction of two costs a
-- quarter less. Where it fails, each is placed in a transaction of its own (decision 026).
DROP FUNCTION booking.place_holds(
    uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[]);
DROP FUNCTION booking.place_all(
    uuid[], text[], int[], int[], int[], int[], uuid[], text[], bigint[], bytea, text[], bytea, text[]);
DROP FUNCTION booking.lock_seats(text[], int[]);

-- What `place_hold` does, for some holds with one statement for each table. The arrays have an element a hold,
-- sorted by account, so that no two transactions wait for each other's counts; `p_seats` and `p_prices` are
-- arrays in their text form, `p_idems` and `p_digests` have 16 and 32 bytes a hold. Whoever keeps a seat for
-- long does not hold all of them up.
CREATE FUNCTION booking.place_together(
    p_ids uuid[], p_trips text[], p_seats text[], p_a int[], p_b int[], p_accounts uuid[], p_admissions text[],
    p_prices text[], p_idems bytea, p_keys text[], p_digests bytea, p_answers text[])
RETURNS TABLE (answer bytea, left_ms bigint)
LANGUAGE plpgsql SET lock_timeout = '50ms' AS $$
DECLARE
    v_now timestamptz := clock_timestamp();
    v_expires timestamptz;
    v_end text;
    v_fencings bigint[];
    v_answers bytea[];
BEGIN
    -- What is too short elsewhere is null, and refused by the table.
    IF (cardinality(p_admissions) = cardinality(p_ids) AND cardinality(p_answers) = cardinality(p_ids)
        AND length(p_idems) = 16 * cardinality(p_ids) AND length(p_digests) = 32 * cardinality(p_ids))
        IS NOT TRUE
    THEN
        RAISE EXCEPTION 'the lists do not fit together' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT v_now + r.hold_time INTO v_expires FROM booking.rule r;
    v_end := to_char(v_expires AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    FOR v_i IN 1..cardinality(p_ids) LOOP
        v_fencings[v_i] := nextval('booking.fencing');
        v_answers[v_i] := convert_to(
            format('%s,"fencing":%s,"expires_at":"%s"}', p_answers[v_i], v_fencings[v_i], v_end), 'UTF8');
    END LOOP;
    PERFORM event.idem_all(p_accounts::text[], 'POST /api/holds', p_keys, p_digests, 201, v_answers);
    INSERT INTO booking.hold
        (id, trip, seats, a, b, status, fencing, expires_at, idem, account, admission, prices, created_at)
        SELECT w.id, w.trip, w.seats::int[], w.a, w.b, 'held', w.fencing, v_expires,
            substring(p_idems FROM 16 * w.i::int - 15 FOR 16), w.account, w.admission, w.prices::bigint[],
            v_now
        FROM unnest(p_ids, p_trips, p_seats, p_a, p_b, v_fencings, p_accounts, p_admissions, p_prices)
            WITH ORDINALITY w (id, trip, seats, a, b, fencing, account, admission, prices, i);
    left_ms := (extract(epoch FROM v_expires - v_now) * 1000)::bigint;
    FOREACH answer IN ARRAY v_answers LOOP
        RETURN NEXT;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION booking.place_together(
        uuid[], text[], text[], int[], int[], uuid[], text[], text[], bytea, text[], bytea, text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.place_together(
        uuid[], text[], text[], int[], int[], uuid[], text[], text[], bytea, text[], bytea, text[])
    TO sluice_booking;
