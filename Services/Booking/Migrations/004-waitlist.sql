-- Who waits for seats that are not free. An offer is a hold made for the waiter, longer than a buyer's; so a
-- seat on offer is taken like any other. Freeing seats and offering them is one transaction: the public never
-- sees between.

CREATE TABLE booking.waitlist (
    id uuid PRIMARY KEY,
    -- The order in which waiters are served; drawn under the trip's lock, so nobody slips in before.
    number bigint GENERATED ALWAYS AS IDENTITY,
    trip text NOT NULL REFERENCES booking.trip (id),
    a int NOT NULL CHECK (a >= 0),
    b int NOT NULL CHECK (b > a AND b <= 31),
    seats int NOT NULL CHECK (seats BETWEEN 1 AND 4),
    class text NOT NULL REFERENCES booking.class (id),
    -- What a seat costs, as it was when the waiter came.
    price bigint NOT NULL CHECK (price >= 0),
    account uuid NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'bn')),
    -- waiting → offered → taken | expired; waiting or offered → cancelled.
    status text NOT NULL DEFAULT 'waiting'
        CHECK (status IN ('waiting', 'offered', 'taken', 'expired', 'cancelled')),
    hold uuid UNIQUE REFERENCES booking.hold (id),
    -- Why the turn passed by the last time; null while there simply are no seats.
    reason text CHECK (reason IN ('account_limit')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT waitlist_offer CHECK (status NOT IN ('offered', 'taken') OR hold IS NOT NULL)
);
CREATE INDEX waitlist_waiting ON booking.waitlist (trip, number) WHERE status = 'waiting';
CREATE INDEX waitlist_account ON booking.waitlist (account, number DESC);
-- One wish at a time for a trip.
CREATE UNIQUE INDEX waitlist_open ON booking.waitlist (account, trip)
    WHERE status IN ('waiting', 'offered');

-- Who frees seats of a trip shares its lock; who joins its waitlist has it alone. So a waiter is either
-- seen by a freeing or sees what it freed. First of all locks: payment, order, hold and seats come after
-- it.
CREATE FUNCTION booking.lock_waitlist(p_trip text, p_alone boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_alone THEN
        PERFORM pg_advisory_xact_lock(hashtext('booking.waitlist'), hashtext(p_trip));
    ELSE
        PERFORM pg_advisory_xact_lock_shared(hashtext('booking.waitlist'), hashtext(p_trip));
    END IF;
END $$;

-- Free seats of a class for a stretch, close together where that can be; null when there are not so many.
-- Those that another transaction has in hand are not waited for, since it may wait for us. Its owner's
-- rights are for the row locks alone.
CREATE FUNCTION booking.choose_seats(p_trip text, p_class text, p_mask int, p_count int) RETURNS int[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_seats int[];
    v_locked int;
BEGIN
    WITH free AS (
        SELECT s.number, s.coach FROM booking.seat s
            WHERE s.trip = p_trip AND s.class = p_class AND s.taken & p_mask = 0
    ), span AS (
        SELECT f.number, lead(f.number, p_count - 1) OVER (PARTITION BY f.coach ORDER BY f.number)
            - f.number AS width FROM free f
    ), best AS (
        SELECT number FROM span ORDER BY width NULLS LAST, number LIMIT 1
    ), chosen AS (
        SELECT f.number FROM free f, best WHERE f.number >= best.number ORDER BY f.number LIMIT p_count
    )
    SELECT array_agg(c.number ORDER BY c.number) INTO v_seats FROM chosen c;
    IF cardinality(v_seats) IS DISTINCT FROM p_count THEN
        RETURN NULL;
    END IF;
    SELECT count(*) INTO v_locked FROM (
        SELECT FROM booking.seat s WHERE s.trip = p_trip AND s.number = ANY (v_seats) AND s.taken & p_mask = 0
            ORDER BY s.number FOR NO KEY UPDATE SKIP LOCKED) locked;
    RETURN CASE WHEN v_locked = p_count THEN v_seats END;
END $$;

-- Offers seats to one waiter: the hold that is the offer, or null.
CREATE FUNCTION booking.offer_seats(p_waiter booking.waitlist, p_seats int[]) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    v_hold uuid := gen_random_uuid();
    v_constraint text;
BEGIN
    INSERT INTO booking.hold (id, trip, seats, a, b, status, expires_at, account, prices)
        SELECT v_hold, p_waiter.trip, p_seats, p_waiter.a, p_waiter.b, 'held',
            clock_timestamp() + r.offer_time, p_waiter.account,
            array_fill(p_waiter.price, ARRAY[p_waiter.seats])
        FROM booking.rule r;
    UPDATE booking.waitlist
        SET status = 'offered', hold = v_hold, reason = NULL, changed_at = clock_timestamp()
        WHERE id = p_waiter.id;
    PERFORM event.tell('booking.waitlist.offered', p_waiter.id::text, jsonb_build_object(
        'waitlist', p_waiter.id, 'hold', v_hold, 'trip', p_waiter.trip, 'account', p_waiter.account));
    RETURN v_hold;
EXCEPTION
    WHEN exclusion_violation OR serialization_failure THEN
        RETURN NULL;
    WHEN check_violation THEN
        GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
        IF v_constraint NOT IN ('account_day_limit', 'account_trip_limit') THEN
            RAISE;
        END IF;
        UPDATE booking.waitlist SET reason = 'account_limit' WHERE id = p_waiter.id;
        RETURN NULL;
END $$;

-- Offers the free seats of a trip to its waiters, in the order in which they came; a waiter whom they do
-- not fit keeps the place. `p_freed` are the seats whose bits were just cleared on the stretch from a to b:
-- a waiter whom none of them helps is passed over without a search. Null: all seats, as after a crash
-- between.
CREATE FUNCTION booking.serve_waiters(p_trip text, p_freed int[], p_a int, p_b int)
RETURNS SETOF booking.standing
LANGUAGE plpgsql AS $$
DECLARE
    v_waiter booking.waitlist;
    v_mask int;
    v_seats int[];
    v_offers uuid[];
BEGIN
    FOR v_waiter IN
        SELECT w.* FROM booking.waitlist w
            JOIN booking.trip_stop s ON s.trip = w.trip AND s.index = w.a
            WHERE w.trip = p_trip AND w.status = 'waiting' AND w.a < p_b AND p_a < w.b
                AND s.departs_at > clock_timestamp()
            ORDER BY w.number LIMIT 1000
    LOOP
        v_mask := booking.mask(v_waiter.a, v_waiter.b);
        CONTINUE WHEN p_freed IS NOT NULL AND NOT EXISTS (
            SELECT FROM booking.seat WHERE trip = p_trip AND number = ANY (p_freed)
                AND class = v_waiter.class AND taken & v_mask = 0);
        v_seats := booking.choose_seats(p_trip, v_waiter.class, v_mask, v_waiter.seats);
        CONTINUE WHEN v_seats IS NULL;
        -- Another freeing may serve this waiter just now: its end decides.
        SELECT * INTO v_waiter FROM booking.waitlist WHERE id = v_waiter.id AND status = 'waiting' FOR UPDATE;
        CONTINUE WHEN NOT FOUND;
        v_offers := v_offers || booking.offer_seats(v_waiter, v_seats);
    END LOOP;
    RETURN QUERY SELECT (booking.standing_of(h)).* FROM booking.hold h WHERE h.id = ANY (v_offers);
END $$;
