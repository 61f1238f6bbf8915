-- What is sold: stations, trains, trips with their stops, coaches, seats and fares. The import writes these
-- tables, the services read them. A trip is a train on a date, with at most 31 legs; leg l runs from stop l
-- to stop l + 1. Seats have dense numbers from 0 in the trip.
CREATE SCHEMA IF NOT EXISTS booking;

CREATE TABLE booking.station (
    id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,32}$'),
    name_en text NOT NULL,
    name_bn text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL
);

CREATE TABLE booking.train (
    number text PRIMARY KEY CHECK (number ~ '^[A-Za-z0-9_-]{1,32}$'),
    name_en text NOT NULL,
    name_bn text NOT NULL
);

CREATE TABLE booking.class (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9_]{1,32}$'),
    name_en text NOT NULL,
    name_bn text NOT NULL,
    rank int NOT NULL UNIQUE
);

CREATE TABLE booking.trip (
    -- Part of Redis' keys and of paths: no braces, no slashes.
    id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    train text NOT NULL REFERENCES booking.train (number),
    date date NOT NULL,
    legs int NOT NULL CHECK (legs BETWEEN 1 AND 31),
    departs_at timestamptz NOT NULL,
    arrives_at timestamptz NOT NULL CHECK (arrives_at > departs_at),
    -- Before this nobody holds a seat; null: at once.
    opens_at timestamptz,
    UNIQUE (train, date)
);
CREATE INDEX trip_date ON booking.trip (date);
CREATE INDEX trip_arrival ON booking.trip (arrives_at);

CREATE TABLE booking.trip_stop (
    trip text NOT NULL REFERENCES booking.trip (id),
    index int NOT NULL CHECK (index BETWEEN 0 AND 31),
    station text NOT NULL REFERENCES booking.station (id),
    arrives_at timestamptz NOT NULL,
    departs_at timestamptz NOT NULL CHECK (departs_at >= arrives_at),
    -- From the trip's first stop; fares go by the difference.
    km int NOT NULL CHECK (km >= 0),
    PRIMARY KEY (trip, index),
    UNIQUE (trip, station)
);
CREATE INDEX trip_stop_station ON booking.trip_stop (station, trip);

CREATE TABLE booking.coach (
    trip text NOT NULL REFERENCES booking.trip (id),
    index int NOT NULL CHECK (index >= 0),
    -- As it is painted on the coach and begins a seat's label: KA.
    label text NOT NULL,
    class text NOT NULL REFERENCES booking.class (id),
    -- Seats abreast on each side of the aisle: 2+2.
    layout text NOT NULL DEFAULT '2+2',
    PRIMARY KEY (trip, index),
    UNIQUE (trip, label)
);

-- `taken` has a bit for each leg. Only the trigger on booking.hold writes it, and with it `fencing`, the
-- number of the last hold that took the seat: no role has the right to.
CREATE TABLE booking.seat (
    trip text NOT NULL,
    number int NOT NULL CHECK (number BETWEEN 0 AND 65535),
    coach int NOT NULL,
    -- Coach and place: KA-14.
    label text NOT NULL,
    class text NOT NULL REFERENCES booking.class (id),
    taken int NOT NULL DEFAULT 0 CHECK (taken >= 0),
    fencing bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (trip, number),
    UNIQUE (trip, label),
    FOREIGN KEY (trip, coach) REFERENCES booking.coach (trip, index)
    -- Room on the page for a new version of each row, so that no index is touched when a bit changes.
) WITH (fillfactor = 50);

-- The price of a stretch: base + per_km for each kilometre, at least the minimum, rounded up to a whole taka.
CREATE TABLE booking.fare (
    train text NOT NULL REFERENCES booking.train (number),
    class text NOT NULL REFERENCES booking.class (id),
    base bigint NOT NULL CHECK (base >= 0),
    per_km bigint NOT NULL CHECK (per_km >= 0),
    minimum bigint NOT NULL CHECK (minimum >= 0),
    PRIMARY KEY (train, class)
);

-- The rules that transactions need, in one row; a booking process writes what its settings say.
CREATE TABLE booking.rule (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    seats_a_trip int NOT NULL DEFAULT 4 CHECK (seats_a_trip > 0),
    seats_a_day int NOT NULL DEFAULT 8 CHECK (seats_a_day > 0),
    -- How long a hold stands, and how much one extension adds.
    hold_time interval NOT NULL DEFAULT '5 min',
    extension interval NOT NULL DEFAULT '5 min',
    -- How long it stands from the start of a payment, and at most from the time when it was made.
    payment_time interval NOT NULL DEFAULT '10 min',
    longest_time interval NOT NULL DEFAULT '30 min',
    -- How long a waiter has to take what is offered.
    offer_time interval NOT NULL DEFAULT '15 min',
    currency text NOT NULL DEFAULT 'BDT' CHECK (currency ~ '^[A-Z]{3}$')
);
INSERT INTO booking.rule DEFAULT VALUES;

-- A trip's legs are the meaning of every bitmap.
CREATE FUNCTION booking.trip_keeps_legs() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the legs of a trip never change' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER trip_keeps_legs BEFORE UPDATE ON booking.trip
    FOR EACH ROW WHEN (OLD.id <> NEW.id OR OLD.legs <> NEW.legs)
    EXECUTE FUNCTION booking.trip_keeps_legs();

GRANT USAGE ON SCHEMA booking TO sluice_booking;
GRANT SELECT ON ALL TABLES IN SCHEMA booking TO sluice_booking;
GRANT UPDATE ON booking.rule TO sluice_booking;
