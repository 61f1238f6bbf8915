-- every order that was bought has one captured payment, exactly its amount; while it stands nothing went back
SELECT format('order %s over %s %s is %s: payment %s is %s, came %s, went back %s',
    o.id, o.amount, o.currency, o.status, coalesce(o.paid_by::text, 'none'), coalesce(p.status, 'not there'), p.received, p.refunded)
FROM booking.booking_order o LEFT JOIN payment.payment p ON p.id = o.paid_by
WHERE (o.status = 'confirmed' OR o.paid_by IS NOT NULL)
    AND (p.status IS DISTINCT FROM 'captured' OR p.order_id IS DISTINCT FROM o.id
        OR p.received IS DISTINCT FROM o.amount OR p.currency IS DISTINCT FROM o.currency
        OR (o.status = 'confirmed' AND p.refunded <> 0))
LIMIT 5
