-- Captured less refunded money is what the orders are worth that it bought; a payment whose confirmation is
-- still owed is on its way.
SELECT format('payment %s of order %s keeps %s; what it bought (%s) is worth %s', p.id, p.order_id,
    p.received - p.refunded, coalesce(o.status, 'nothing'), coalesce(o.amount - coalesce(o.refund, 0), 0))
FROM payment.payment p LEFT JOIN booking.booking_order o ON o.paid_by = p.id
WHERE p.received - p.refunded <> coalesce(o.amount - coalesce(o.refund, 0), 0)
    AND NOT EXISTS (SELECT FROM event.outbox e
        WHERE e.consumer = 'booking.confirm' AND e.about = p.id::text AND e.done_at IS NULL)
UNION ALL
SELECT format('order %s is bought by payment %s, which is %s', o.id, o.paid_by, coalesce(p.status, 'unknown'))
FROM booking.booking_order o LEFT JOIN payment.payment p ON p.id = o.paid_by
WHERE o.paid_by IS NOT NULL AND (p.status IS DISTINCT FROM 'captured' OR p.order_id <> o.id)
