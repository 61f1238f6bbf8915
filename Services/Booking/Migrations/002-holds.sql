-- The truth about seats: one row a hold. Its trigger alone writes seat.taken, in the order of numbers, so
-- that transactions that want the same seats wait for each other and never in a circle.
CREATE SEQUENCE booking.fencing;
GRANT USAGE ON SEQUENCE booking.fencing TO sluice_booking;

CREATE TABLE booking.hold (
    -- Random for each attempt.
    id uuid PRIMARY KEY,
    trip text NOT NULL,
    -- Ascending numbers of seats; the stretch from stop a to stop b.
    seats int[] NOT NULL DEFAULT '{}',
    a int NOT NULL DEFAULT 0,
    b int NOT NULL DEFAULT 0,
    -- held → sold | expired | released, sold → cancelled. A void row keeps a late transaction out for ever.
    status text NOT NULL CHECK (status IN ('held', 'sold', 'expired', 'released', 'cancelled', 'void')),
    -- Grows with every hold of a seat: whoever acts on a hold can tell the later one.
    fencing bigint NOT NULL DEFAULT nextval('booking.fencing'),
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The digest under which Redis knows the attempt (:keys); empty where no client asked.
    idem bytea NOT NULL DEFAULT '',
    account uuid,
    -- The session of the line; null for an offer to a waiter, until its owner takes it up.
    admission text,
    -- Minor units, a price a seat in the order of `seats`.
    prices bigint[] NOT NULL DEFAULT '{}',
    extended boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT hold_shape CHECK (
        status = 'void' OR (
            0 <= a AND a < b AND b <= 31 AND account IS NOT NULL
            AND array_ndims(seats) = 1 AND cardinality(seats) BETWEEN 1 AND 4
            AND array_position(seats, NULL) IS NULL AND cardinality(prices) = cardinality(seats)))
) WITH (fillfactor = 80);
-- For the reconciler, which reads a trip's live holds, and for the sweeper.
CREATE INDEX hold_live ON booking.hold (trip) WHERE status IN ('held', 'sold');
CREATE INDEX hold_due ON booking.hold (expires_at) WHERE status = 'held';

-- How many seats an account holds or has bought, for a day of travel (scope '') and for a trip of that day
-- (scope: the trip). A count over holds would race; a CHECK cannot.
CREATE TABLE booking.account_day (
    account uuid NOT NULL,
    day date NOT NULL,
    scope text NOT NULL,
    seats int NOT NULL CHECK (seats >= 0),
    allowed int NOT NULL,
    PRIMARY KEY (account, day, scope),
    CONSTRAINT account_day_limit CHECK (scope <> '' OR seats <= allowed),
    CONSTRAINT account_trip_limit CHECK (scope = '' OR seats <= allowed)
) WITH (fillfactor = 70);

CREATE FUNCTION booking.mask(a int, b int) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (((1::bigint << (b - a)) - 1) << a)::int;

-- Says why a hold could not take a seat. 23P01 names the seats and the holds that stand in the way.
CREATE FUNCTION booking.refuse_hold(p_hold booking.hold, p_seat int) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_mask int := booking.mask(p_hold.a, p_hold.b);
    v_seats int[];
    v_holds uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM booking.seat WHERE trip = p_hold.trip AND number = p_seat) THEN
        RAISE EXCEPTION 'the trip has no seat %', p_seat
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'hold_seats';
    END IF;
    -- Seats before this one were free, and carry the bits of this very hold now.
    SELECT array_agg(number ORDER BY number) INTO v_seats
        FROM booking.seat
        WHERE trip = p_hold.trip AND number = ANY (p_hold.seats) AND number >= p_seat AND taken & v_mask <> 0;
    IF v_seats IS NULL THEN
        -- Free again, or free after a later number had come and gone: an older number must not follow it.
        RAISE EXCEPTION 'seat % changed meanwhile', p_seat USING ERRCODE = 'serialization_failure';
    END IF;
    SELECT array_agg(id) INTO v_holds FROM (
        SELECT id FROM booking.hold
            WHERE trip = p_hold.trip AND status IN ('held', 'sold') AND id <> p_hold.id
                AND seats && v_seats AND a < p_hold.b AND p_hold.a < b
            ORDER BY id LIMIT 16) blocking;
    RAISE EXCEPTION 'seats are taken' USING
        ERRCODE = 'exclusion_violation', CONSTRAINT = 'hold_takes',
        DETAIL = format('seats=%s holds=%s',
            array_to_string(v_seats, ','), array_to_string(coalesce(v_holds, '{}'), ','));
END $$;

-- A new live row takes its seats, all or none, and counts for its account.
CREATE FUNCTION booking.hold_takes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_mask int := booking.mask(NEW.a, NEW.b);
    v_seat int;
    v_before int := -1;
    v_count int := cardinality(NEW.seats);
    v_facts record;
BEGIN
    IF NEW.status NOT IN ('held', 'sold') THEN
        RAISE EXCEPTION 'a hold does not begin as %', NEW.status USING ERRCODE = 'check_violation';
    END IF;
    SELECT t.legs, t.date, r.seats_a_trip, r.seats_a_day INTO v_facts
        FROM booking.trip t, booking.rule r WHERE t.id = NEW.trip;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such trip'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'hold_trip';
    END IF;
    IF NEW.b > v_facts.legs THEN
        RAISE EXCEPTION 'the trip ends before stop %', NEW.b
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_stretch';
    END IF;
    FOREACH v_seat IN ARRAY NEW.seats LOOP
        IF v_seat <= v_before THEN
            RAISE EXCEPTION 'seats are different and ascend'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_seats_ascend';
        END IF;
        v_before := v_seat;
        UPDATE booking.seat SET taken = taken | v_mask, fencing = NEW.fencing
            WHERE trip = NEW.trip AND number = v_seat AND taken & v_mask = 0 AND fencing < NEW.fencing;
        IF NOT FOUND THEN
            PERFORM booking.refuse_hold(NEW, v_seat);
        END IF;
    END LOOP;
    INSERT INTO booking.account_day AS d (account, day, scope, seats, allowed)
        VALUES (NEW.account, v_facts.date, '', v_count, v_facts.seats_a_day),
            (NEW.account, v_facts.date, NEW.trip, v_count, v_facts.seats_a_trip)
        ON CONFLICT (account, day, scope)
            DO UPDATE SET seats = d.seats + EXCLUDED.seats, allowed = EXCLUDED.allowed;
    RETURN NULL;
END $$;
CREATE TRIGGER hold_takes AFTER INSERT ON booking.hold
    FOR EACH ROW WHEN (NEW.status <> 'void') EXECUTE FUNCTION booking.hold_takes();

-- A row that stops being live frees its seats and no longer counts; no row comes back to life.
CREATE FUNCTION booking.hold_frees() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_mask int := booking.mask(NEW.a, NEW.b);
    v_seat int;
    v_count int := cardinality(NEW.seats);
    v_day date;
BEGIN
    IF (OLD.status, NEW.status) NOT IN
        (('held', 'sold'), ('held', 'expired'), ('held', 'released'), ('sold', 'cancelled'))
    THEN
        RAISE EXCEPTION 'a hold does not go from % to %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_status';
    END IF;
    IF NEW.status = 'sold' THEN
        RETURN NULL;
    END IF;
    FOREACH v_seat IN ARRAY NEW.seats LOOP
        UPDATE booking.seat SET taken = taken & ~v_mask
            WHERE trip = NEW.trip AND number = v_seat AND taken & v_mask = v_mask;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'seat % of trip % lacks the bits of hold %', v_seat, NEW.trip, NEW.id
                USING ERRCODE = 'data_corrupted';
        END IF;
    END LOOP;
    SELECT date INTO v_day FROM booking.trip WHERE id = NEW.trip;
    -- One after the other, in the order in which hold_takes locks them.
    UPDATE booking.account_day SET seats = seats - v_count
        WHERE account = NEW.account AND day = v_day AND scope = '';
    UPDATE booking.account_day SET seats = seats - v_count
        WHERE account = NEW.account AND day = v_day AND scope = NEW.trip;
    RETURN NULL;
END $$;
CREATE TRIGGER hold_frees AFTER UPDATE ON booking.hold
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION booking.hold_frees();

-- What a hold is about never changes, and rows stay: the bitmaps would no longer follow from them.
CREATE FUNCTION booking.hold_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a hold is never deleted, and its seats never change'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_stays';
END $$;
CREATE TRIGGER hold_stays BEFORE UPDATE ON booking.hold
    FOR EACH ROW WHEN (
        OLD.id <> NEW.id OR OLD.trip <> NEW.trip OR OLD.seats <> NEW.seats OR OLD.a <> NEW.a
        OR OLD.b <> NEW.b OR OLD.fencing <> NEW.fencing OR OLD.account IS DISTINCT FROM NEW.account
        OR OLD.prices <> NEW.prices)
    EXECUTE FUNCTION booking.hold_stays();
CREATE TRIGGER hold_is_kept BEFORE DELETE ON booking.hold
    FOR EACH ROW EXECUTE FUNCTION booking.hold_stays();
CREATE TRIGGER holds_are_kept BEFORE TRUNCATE ON booking.hold
    FOR EACH STATEMENT EXECUTE FUNCTION booking.hold_stays();

GRANT SELECT, INSERT, UPDATE (status, expires_at, admission, extended) ON booking.hold TO sluice_booking;
GRANT SELECT ON booking.account_day TO sluice_booking;
