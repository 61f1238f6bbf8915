-- every captured payment bought its order, or went back, or is on its way to the one or the other
SELECT format('payment %s for order %s (%s): came %s, went back %s', p.id, p.order_id,
    coalesce(o.status, 'not there'), p.received, p.refunded)
FROM payment.payment p LEFT JOIN booking.booking_order o ON o.id = p.order_id
WHERE p.status = 'captured'
    AND NOT EXISTS (SELECT FROM event.outbox e
        WHERE e.consumer = 'booking.confirm' AND e.about = p.id::text AND e.done_at IS NULL)
    AND p.refunded <> CASE
        WHEN o.paid_by = p.id AND o.status = 'confirmed' THEN 0
        WHEN o.paid_by = p.id AND o.status = 'cancelled' THEN coalesce(o.refund, 0)
        ELSE p.received END
LIMIT 5
