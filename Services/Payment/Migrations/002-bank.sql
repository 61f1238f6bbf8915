-- The other side of a payment, for machines that have no bank: the book of the stand-in and of the mock provider.
-- Nothing of ours reads it but those two; a real provider keeps its own.

CREATE SCHEMA bank;

CREATE TABLE bank.charge (
    -- The merchant's name for the transaction.
    transaction text PRIMARY KEY CHECK (length(transaction) <= 30),
    -- Names the hosted page; nobody can guess it.
    session text NOT NULL UNIQUE,
    shape text NOT NULL CHECK (shape IN ('mock', 'sslcommerz')),
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    -- What the merchant sent along: where to return to, where to send notices, what the customer sees.
    details jsonb NOT NULL,
    state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'pending', 'paid', 'failed', 'canceled')),
    -- When pending money arrives.
    settles_at timestamptz,
    validation text UNIQUE,
    reference text UNIQUE,
    is_risky boolean NOT NULL DEFAULT false,
    validated integer NOT NULL DEFAULT 0,
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX charge_settles ON bank.charge (settles_at) WHERE state = 'pending';

CREATE TABLE bank.refund (
    -- The merchant's name for the refund: the same name is the same refund.
    name text PRIMARY KEY CHECK (length(name) <= 30),
    reference text NOT NULL UNIQUE,
    transaction text NOT NULL REFERENCES bank.charge,
    amount bigint NOT NULL CHECK (amount > 0),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE bank.notice (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction text NOT NULL REFERENCES bank.charge,
    kind text NOT NULL,
    amount bigint NOT NULL,
    is_forged boolean NOT NULL DEFAULT false,
    due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    tries integer NOT NULL DEFAULT 0,
    done_at timestamptz
);
CREATE INDEX notice_due ON bank.notice (due_at) WHERE done_at IS NULL;

GRANT USAGE ON SCHEMA bank TO sluice_payment;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA bank TO sluice_payment;
