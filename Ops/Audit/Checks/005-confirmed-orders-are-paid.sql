-- every confirmed order was paid by one captured payment, exactly its amount, and nothing of that went back
SELECT format('order %s over %s %s: payment %s is %s, came %s, went back %s', o.id, o.amount, o.currency,
    coalesce(o.paid_by::text, 'none'), coalesce(p.status, 'not there'), p.received, p.refunded)
FROM booking.booking_order o LEFT JOIN payment.payment p ON p.id = o.paid_by
WHERE o.status = 'confirmed' AND (p.status IS DISTINCT FROM 'captured' OR p.order_id IS DISTINCT FROM o.id
    OR p.received - p.refunded IS DISTINCT FROM o.amount OR p.currency IS DISTINCT FROM o.currency)
LIMIT 5
