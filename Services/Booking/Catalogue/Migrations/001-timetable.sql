-- The timetable as its files say it, from which trips are made day by day. An import replaces it whole; trips
-- that are made stay as they are.
CREATE TABLE booking.timetable (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    -- Of the files, so that the same ones are not imported twice.
    digest text NOT NULL,
    zone text NOT NULL,
    agency_en text NOT NULL,
    agency_bn text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE booking.timetable_service (
    id text PRIMARY KEY,
    -- A bit for each day of the week, Monday the lowest.
    weekdays int NOT NULL CHECK (weekdays BETWEEN 0 AND 127),
    first_day date NOT NULL,
    last_day date NOT NULL CHECK (last_day >= first_day)
);

CREATE TABLE booking.timetable_exception (
    service text NOT NULL REFERENCES booking.timetable_service,
    day date NOT NULL,
    runs boolean NOT NULL,
    PRIMARY KEY (service, day)
);

CREATE TABLE booking.timetable_train (
    train text PRIMARY KEY REFERENCES booking.train (number),
    service text NOT NULL REFERENCES booking.timetable_service
);

-- Times are seconds of the service day, which may go past midnight.
CREATE TABLE booking.timetable_stop (
    train text NOT NULL REFERENCES booking.timetable_train,
    index int NOT NULL CHECK (index BETWEEN 0 AND 31),
    station text NOT NULL REFERENCES booking.station (id),
    arrives int NOT NULL,
    departs int NOT NULL CHECK (departs >= arrives),
    km int NOT NULL CHECK (km >= 0),
    PRIMARY KEY (train, index)
);

CREATE TABLE booking.timetable_coach (
    train text NOT NULL REFERENCES booking.timetable_train,
    index int NOT NULL CHECK (index >= 0),
    label text NOT NULL,
    label_bn text NOT NULL,
    class text NOT NULL REFERENCES booking.class (id),
    layout text NOT NULL,
    seats int NOT NULL CHECK (seats BETWEEN 1 AND 400),
    PRIMARY KEY (train, index)
);

-- A coach is called by a letter of each language.
ALTER TABLE booking.coach ADD COLUMN label_bn text NOT NULL DEFAULT '',
    -- How many seats it has; null where they were not made from a timetable: then they are counted.
    ADD COLUMN seats int;

-- Makes the trips of a day that are missing, with their stops, coaches and seats; how many trips.
--
-- Any number of processes may call it: one makes them, the others wait and find nothing to do.
CREATE FUNCTION booking.make_trips(p_day date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_zone text;
    v_trains text[];
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('booking.make_trips'));
    SELECT zone INTO v_zone FROM booking.timetable;
    SELECT array_agg(t.train ORDER BY t.train) INTO v_trains
        FROM booking.timetable_train t
        JOIN booking.timetable_service s ON s.id = t.service
        LEFT JOIN booking.timetable_exception e ON e.service = s.id AND e.day = p_day
        WHERE coalesce(e.runs,
                p_day BETWEEN s.first_day AND s.last_day
                AND s.weekdays >> (extract(isodow FROM p_day)::int - 1) & 1 = 1)
            AND NOT EXISTS (SELECT FROM booking.trip p WHERE p.train = t.train AND p.date = p_day);
    IF v_trains IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO booking.trip (id, train, date, legs, departs_at, arrives_at)
        SELECT train || '-' || p_day, train, p_day, max(index),
            (p_day + make_interval(secs => min(departs))) AT TIME ZONE v_zone,
            (p_day + make_interval(secs => max(arrives))) AT TIME ZONE v_zone
        FROM booking.timetable_stop WHERE train = ANY (v_trains) GROUP BY train;
    INSERT INTO booking.trip_stop (trip, index, station, arrives_at, departs_at, km)
        SELECT train || '-' || p_day, index, station,
            (p_day + make_interval(secs => arrives)) AT TIME ZONE v_zone,
            (p_day + make_interval(secs => departs)) AT TIME ZONE v_zone, km
        FROM booking.timetable_stop WHERE train = ANY (v_trains) ORDER BY train, index;
    INSERT INTO booking.coach (trip, index, label, label_bn, class, layout, seats)
        SELECT train || '-' || p_day, index, label, label_bn, class, layout, seats
        FROM booking.timetable_coach WHERE train = ANY (v_trains) ORDER BY train, index;
    INSERT INTO booking.seat (trip, number, coach, label, class)
        SELECT c.train || '-' || p_day, c.first + place - 1, c.index, c.label || '-' || place, c.class
        FROM (
            SELECT *, (sum(seats) OVER (PARTITION BY train ORDER BY index) - seats)::int AS first
            FROM booking.timetable_coach WHERE train = ANY (v_trains)) c
        CROSS JOIN LATERAL generate_series(1, c.seats) place
        ORDER BY c.train, c.index, place;
    RETURN cardinality(v_trains);
END $$;

-- The first of the next days, today included, that lacks trips: they are made, and counted. 0: none lacks any.
--
-- One day a call, so that no transaction is long.
CREATE FUNCTION booking.make_sale(p_days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_today date;
    v_made int;
BEGIN
    SELECT (clock_timestamp() AT TIME ZONE zone)::date INTO v_today FROM booking.timetable;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    FOR ahead IN 0..p_days LOOP
        v_made := booking.make_trips(v_today + ahead);
        IF v_made > 0 THEN
            RETURN v_made;
        END IF;
    END LOOP;
    RETURN 0;
END $$;

REVOKE ALL ON FUNCTION booking.make_trips(date), booking.make_sale(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION booking.make_sale(int) TO sluice_booking;
GRANT SELECT ON booking.timetable, booking.timetable_coach TO sluice_booking;
