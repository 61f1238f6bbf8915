-- Payments and refunds: SEATS.md "Money". The amount of a payment is the order's, never a client's.

CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
CREATE SCHEMA payment;

CREATE TABLE payment.payment (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL,
    account uuid NOT NULL,
    -- The session at the door under which it was begun.
    admission text NOT NULL CHECK (length(admission) <= 200),
    provider text NOT NULL CHECK (provider IN ('mock', 'sslcommerz')),
    -- What is asked, in minor units, and what has come: 0 until it is captured.
    amount bigint NOT NULL CHECK (amount > 0),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    received bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND received),
    status text NOT NULL DEFAULT 'open'
        CHECK (status IN ('open', 'processing', 'review', 'captured', 'failed', 'canceled')),
    trip text NOT NULL DEFAULT '' CHECK (length(trip) <= 200),
    language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'bn')),
    -- The provider's hosted page, once its session is open, and its number for the money.
    page text CHECK (length(page) <= 2000),
    reference text CHECK (length(reference) <= 200),
    error text CHECK (length(error) <= 200),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When the seats go, unless the money is there.
    expires_at timestamptz NOT NULL,
    captured_at timestamptz,
    -- When the provider is asked next without a notice; null once nothing can come any more.
    check_at timestamptz,
    checks integer NOT NULL DEFAULT 0,
    CHECK ((status = 'captured') = (received > 0))
);
CREATE INDEX payment_order ON payment.payment (order_id);
CREATE INDEX payment_check ON payment.payment (check_at) WHERE check_at IS NOT NULL;

CREATE TABLE payment.refund (
    -- uuid5(payment, cause): the provider's idempotency key.
    id uuid PRIMARY KEY,
    payment uuid NOT NULL REFERENCES payment.payment,
    cause text NOT NULL CHECK (length(cause) BETWEEN 1 AND 100),
    amount bigint NOT NULL CHECK (amount > 0),
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded')),
    -- The provider's number for the refund.
    reference text CHECK (length(reference) <= 200),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at timestamptz,
    UNIQUE (payment, cause)
);

-- Which notices came and what they led to: evidence, not a lock (the capture needs none).
CREATE TABLE payment.receipt (
    provider text NOT NULL,
    id text NOT NULL CHECK (length(id) <= 200),
    payment uuid,
    outcome text NOT NULL,
    seen integer NOT NULL DEFAULT 1,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (provider, id)
);
CREATE INDEX receipt_age ON payment.receipt (received_at);

-- Capture is a fact: webhook, return page and reconciler call this and nothing else. Says `captured` once, then
-- `already`; `unknown` for no such payment; `review` for money in another currency, which only people can sort.
CREATE FUNCTION payment.capture(p_payment uuid, p_received bigint, p_currency text, p_reference text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v payment.payment;
BEGIN
    UPDATE payment.payment SET status = 'captured', received = p_received, reference = p_reference,
        captured_at = clock_timestamp(), check_at = NULL, error = NULL
    WHERE id = p_payment AND status <> 'captured' AND currency = p_currency RETURNING * INTO v;
    IF FOUND THEN
        PERFORM event.put('booking.confirm', p_payment::text, jsonb_build_object(
            'payment', p_payment, 'order', v.order_id, 'amount', p_received, 'currency', p_currency));
        PERFORM event.tell('payment.succeeded', p_payment::text, jsonb_build_object(
            'payment', p_payment, 'order', v.order_id, 'amount', p_received, 'currency', p_currency));
        RETURN 'captured';
    END IF;
    SELECT * INTO v FROM payment.payment WHERE id = p_payment;
    IF NOT FOUND THEN RETURN 'unknown'; END IF;
    IF v.status = 'captured' THEN RETURN 'already'; END IF;
    UPDATE payment.payment SET status = 'review', reference = p_reference, error = 'payment_mismatch',
        check_at = NULL
    WHERE id = p_payment AND status NOT IN ('captured', 'review');
    RETURN 'review';
END $$;

-- A refund, once a cause: asked again it is the same one, whatever amount is said then.
CREATE FUNCTION payment.refund(p_payment uuid, p_amount bigint, p_cause text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v_id uuid := public.uuid_generate_v5(p_payment, p_cause);
    v payment.payment;
BEGIN
    SELECT * INTO v FROM payment.payment WHERE id = p_payment FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no such payment' USING ERRCODE = 'SL001';
    END IF;
    IF EXISTS (SELECT FROM payment.refund WHERE id = v_id) THEN RETURN v_id; END IF;
    IF v.status <> 'captured' THEN
        RAISE EXCEPTION 'the payment is not captured' USING ERRCODE = 'SL002';
    END IF;
    IF p_amount <= 0 OR p_amount > v.received - v.refunded THEN
        RAISE EXCEPTION 'more than is left of the payment' USING ERRCODE = 'SL004';
    END IF;
    INSERT INTO payment.refund (id, payment, cause, amount) VALUES (v_id, p_payment, p_cause, p_amount);
    UPDATE payment.payment SET refunded = refunded + p_amount WHERE id = p_payment;
    PERFORM event.put('payment.refund', v_id::text, jsonb_build_object(
        'refund', v_id, 'payment', p_payment, 'amount', p_amount, 'cause', p_cause));
    RETURN v_id;
END $$;

-- An operator refuses money that waits for review: it is taken and given back, and no order is told.
CREATE FUNCTION payment.refuse(p_payment uuid, p_received bigint, p_reference text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE payment.payment SET status = 'captured', received = p_received, reference = p_reference,
        captured_at = clock_timestamp(), check_at = NULL, error = 'refused'
    WHERE id = p_payment AND status = 'review';
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM payment.refund(p_payment, p_received, 'refused');
    RETURN true;
END $$;

-- Locks a payment for booking's Confirm (the order of locks is payment, order, hold, seats). The amount is what
-- has come in, so that money which differs from the order's price is seen there.
CREATE FUNCTION payment.lock(p_payment uuid)
RETURNS TABLE (order_id uuid, amount bigint, refunded bigint, status text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.order_id, CASE WHEN p.status = 'captured' THEN p.received ELSE p.amount END, p.refunded, p.status
    FROM payment.payment p WHERE p.id = p_payment FOR UPDATE;
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA payment FROM PUBLIC;
GRANT USAGE ON SCHEMA payment TO sluice_payment, sluice_booking;
GRANT SELECT, INSERT, UPDATE ON payment.payment, payment.receipt TO sluice_payment;
GRANT DELETE ON payment.receipt TO sluice_payment;
GRANT SELECT ON payment.refund TO sluice_payment;
GRANT UPDATE (status, reference, done_at) ON payment.refund TO sluice_payment;
GRANT EXECUTE ON FUNCTION payment.capture(uuid, bigint, text, text), payment.refuse(uuid, bigint, text)
    TO sluice_payment;
GRANT EXECUTE ON FUNCTION payment.refund(uuid, bigint, text) TO sluice_payment, sluice_booking;
GRANT EXECUTE ON FUNCTION payment.lock(uuid) TO sluice_booking;
