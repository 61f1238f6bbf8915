-- Tickets, check-ins and revocations. A ticket's facts come complete with the event that asks for it, so that
-- nothing here reads another schema. Times are the server's (`clock_timestamp()`).
CREATE SCHEMA ticket;

-- One row an order, made by whichever comes first: its tickets or their revocation. Both lock it.
CREATE TABLE ticket.purchase (
    booking_order uuid PRIMARY KEY,
    -- Null as long as only a revocation has come.
    account uuid,
    language text CHECK (language IN ('en', 'bn')),
    phone text CHECK (length(phone) <= 100),
    email text CHECK (length(email) <= 320),
    issued_at timestamptz,
    revoked_at timestamptz,
    reason text CHECK (length(reason) <= 200),
    mailed_at timestamptz
);

CREATE TABLE ticket.ticket (
    -- uuid5(order, seat label): the same however often it is issued.
    id uuid PRIMARY KEY,
    booking_order uuid NOT NULL REFERENCES ticket.purchase,
    account uuid NOT NULL,
    seat text NOT NULL CHECK (length(seat) BETWEEN 1 AND 16),
    -- What it cost, in minor units: for the audit, which compares sums.
    price bigint NOT NULL CHECK (price >= 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- Everything that stands on it, its signed pass included.
    facts jsonb NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL CHECK (valid_until > valid_from),
    status text NOT NULL DEFAULT 'valid' CHECK (status IN ('valid', 'redeemed', 'revoked')),
    issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    redeemed_at timestamptz,
    -- Its place in the list of revocations.
    revoked_number bigint UNIQUE,
    UNIQUE (booking_order, seat),
    CHECK (status <> 'redeemed' OR redeemed_at IS NOT NULL),
    CHECK ((status = 'revoked') = (revoked_number IS NOT NULL))
);

-- How many tickets were revoked. Whoever revokes holds this row until the commit, so numbers become visible in
-- their order, and who asks for what came after a number misses none.
CREATE TABLE ticket.revocation (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    number bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO ticket.revocation DEFAULT VALUES;

-- Every try to redeem a ticket under its nonce, the refused ones too, with the answer that was given.
CREATE TABLE ticket.checkin (
    ticket uuid NOT NULL REFERENCES ticket.ticket,
    nonce text NOT NULL CHECK (length(nonce) BETWEEN 1 AND 255),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    inspector uuid NOT NULL,
    forced boolean NOT NULL,
    -- When it was scanned, which may be before it was told.
    scanned_at timestamptz NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Null for ok.
    reason text CHECK (length(reason) <= 40),
    status integer NOT NULL CHECK (status IN (200, 201)),
    answer bytea NOT NULL CHECK (length(answer) <= 65536),
    PRIMARY KEY (ticket, nonce)
);

GRANT USAGE ON SCHEMA ticket TO sluice_ticket;
GRANT SELECT, INSERT, UPDATE ON ticket.purchase TO sluice_ticket;
GRANT SELECT, INSERT ON ticket.ticket, ticket.checkin TO sluice_ticket;
-- Of a ticket only its state changes; what stands on it stays as it was signed.
GRANT UPDATE (status, redeemed_at, revoked_number) ON ticket.ticket TO sluice_ticket;
GRANT SELECT ON ticket.revocation TO sluice_ticket;
GRANT UPDATE (number, changed_at) ON ticket.revocation TO sluice_ticket;
