-- Who somebody is: accounts, what proves it, and the sessions that follow from the proof.
--
-- Postgres' clock_timestamp() alone decides what is expired. Nothing that is shown to anybody is stored as it
-- was shown: passwords as Argon2id, codes as HMAC, refresh tokens as SHA-256, TOTP secrets sealed.
CREATE SCHEMA IF NOT EXISTS identity;

CREATE TABLE identity.account (
    id uuid PRIMARY KEY,
    phone text UNIQUE CHECK (phone ~ '^\+[1-9][0-9]{7,14}$'),
    email text UNIQUE CHECK (email = lower(email) AND length(email) <= 254),
    name text NOT NULL CHECK (length(name) <= 200),
    roles text[] NOT NULL CHECK (roles <@ ARRAY['passenger', 'operator', 'inspector']),
    language text NOT NULL CHECK (language IN ('en', 'bn')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (phone IS NOT NULL OR email IS NOT NULL)
);

-- A table of its own, so that nothing that reads an account reads its hash by accident.
CREATE TABLE identity.password (
    account uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
    hash text NOT NULL CHECK (hash LIKE '$argon2id$%'),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Somebody who said who they are and has not shown it yet. Several may claim one contact: who has the code
-- gets the account, with the name and password of their own row.
CREATE TABLE identity.registration (
    id uuid PRIMARY KEY,
    phone text,
    email text,
    name text NOT NULL CHECK (length(name) <= 200),
    language text NOT NULL CHECK (language IN ('en', 'bn')),
    hash text NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK ((phone IS NULL) <> (email IS NULL))
);
CREATE INDEX registration_expires_at ON identity.registration (expires_at);

-- What somebody has to answer: a code that was sent (mark is its HMAC), or the code of an authenticator
-- (no mark). A challenge for a contact that has no account exists too, and cannot be answered.
CREATE TABLE identity.challenge (
    id uuid PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('register', 'login', 'reset', 'contact', 'second_factor')),
    contact text,
    account uuid REFERENCES identity.account ON DELETE CASCADE,
    registration uuid REFERENCES identity.registration ON DELETE CASCADE,
    mark bytea CHECK (length(mark) = 32),
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX challenge_expires_at ON identity.challenge (expires_at);

-- One login: the family of the refresh tokens that follow each other.
CREATE TABLE identity.session (
    id uuid PRIMARY KEY,
    account uuid NOT NULL REFERENCES identity.account ON DELETE CASCADE,
    address text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    renewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_why text CHECK (ended_why IN ('logout', 'reuse', 'password', 'too_many')),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX session_account ON identity.session (account, renewed_at) WHERE ended_at IS NULL;
CREATE INDEX session_expires_at ON identity.session (expires_at);

CREATE TABLE identity.refresh_token (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    family uuid NOT NULL REFERENCES identity.session ON DELETE CASCADE,
    issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    replaced_by bytea,
    CHECK ((used_at IS NULL) = (replaced_by IS NULL))
);
CREATE INDEX refresh_token_family ON identity.refresh_token (family);

CREATE TABLE identity.totp (
    account uuid PRIMARY KEY REFERENCES identity.account ON DELETE CASCADE,
    secret bytea NOT NULL,
    confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0
);

-- What happened at the door; rows go after 180 days.
CREATE TABLE identity.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    event text NOT NULL,
    account uuid,
    session uuid,
    address text
);
CREATE INDEX audit_account ON identity.audit (account, at);
CREATE INDEX audit_at ON identity.audit (at);

-- The limits on guessing that must hold across processes and restarts, by GCRA: one time for each key.
CREATE TABLE identity.guard (
    key bytea PRIMARY KEY CHECK (length(key) = 16),
    due timestamptz NOT NULL
);
CREATE INDEX guard_due ON identity.guard (due);

-- Takes one attempt of a key: 0 when it is within the limit, else in how many seconds one will be.
--
-- `every` is the time between two attempts at the even rate, `burst` how many are free after a rest. The
-- row's lock makes any number of attempts at once as exact as one after the other.
CREATE FUNCTION identity.attempt(p_key bytea, p_every interval, p_burst int) RETURNS double precision
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    waiting timestamptz;
BEGIN
    INSERT INTO identity.guard AS held (key, due) VALUES (p_key, moment + p_every)
    ON CONFLICT (key) DO UPDATE SET due = greatest(held.due, moment) + p_every
    WHERE greatest(held.due, moment) + p_every <= moment + p_every * p_burst;
    IF FOUND THEN
        RETURN 0;
    END IF;
    SELECT due INTO waiting FROM identity.guard WHERE key = p_key;
    RETURN greatest(0.001, extract(epoch FROM waiting + p_every - p_every * p_burst - moment));
END $$;

-- Removes what is over, at most so many rows of each kind; how many went.
CREATE FUNCTION identity.sweep(p_most int) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    gone bigint := 0;
    step bigint;
    moment timestamptz := clock_timestamp();
BEGIN
    DELETE FROM identity.challenge WHERE id IN
        (SELECT id FROM identity.challenge WHERE expires_at < moment - interval '1 hour' LIMIT p_most);
    GET DIAGNOSTICS step = ROW_COUNT;
    gone := gone + step;
    DELETE FROM identity.registration WHERE id IN
        (SELECT id FROM identity.registration WHERE expires_at < moment LIMIT p_most);
    GET DIAGNOSTICS step = ROW_COUNT;
    gone := gone + step;
    -- A session's tokens go with it; it stays a day after its end, so that reuse is still told from nonsense.
    DELETE FROM identity.session WHERE id IN
        (SELECT id FROM identity.session WHERE expires_at < moment - interval '1 day' LIMIT p_most);
    GET DIAGNOSTICS step = ROW_COUNT;
    gone := gone + step;
    DELETE FROM identity.guard WHERE key IN
        (SELECT key FROM identity.guard WHERE due < moment LIMIT p_most);
    GET DIAGNOSTICS step = ROW_COUNT;
    gone := gone + step;
    DELETE FROM identity.audit WHERE id IN
        (SELECT id FROM identity.audit WHERE at < moment - interval '180 days' LIMIT p_most);
    GET DIAGNOSTICS step = ROW_COUNT;
    RETURN gone + step;
END $$;

GRANT USAGE ON SCHEMA identity TO sluice_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA identity TO sluice_identity;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA identity TO sluice_identity;
REVOKE UPDATE ON identity.audit FROM sluice_identity;
