-- the money that stayed equals the orders that stand and what cancelled ones cost
WITH kept AS (
    SELECT coalesce(sum(p.received - p.refunded), 0) AS amount FROM payment.payment p
    WHERE p.status = 'captured' AND NOT EXISTS (SELECT FROM event.outbox e
        WHERE e.consumer = 'booking.confirm' AND e.about = p.id::text AND e.done_at IS NULL)
), owed AS (
    SELECT coalesce(sum(
        CASE status WHEN 'confirmed' THEN amount ELSE amount - coalesce(refund, 0) END), 0) AS amount
    FROM booking.booking_order WHERE paid_by IS NOT NULL
)
SELECT format('%s stayed, orders account for %s', kept.amount, owed.amount)
FROM kept, owed WHERE kept.amount <> owed.amount
