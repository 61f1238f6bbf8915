-- what a payment gave back is the sum of its refunds, and each of them is done or on its way
SELECT format('payment %s gave back %s, its refunds are %s', p.id, p.refunded, coalesce(sum(r.amount), 0))
FROM payment.payment p LEFT JOIN payment.refund r ON r.payment = p.id
GROUP BY p.id, p.refunded HAVING p.refunded <> coalesce(sum(r.amount), 0)
UNION ALL
SELECT format('refund %s of payment %s is %s, and nobody is on it', r.id, r.payment, r.status)
FROM payment.refund r
WHERE r.status <> 'succeeded' AND NOT EXISTS (SELECT FROM event.outbox e
    WHERE e.consumer = 'payment.refund' AND e.about = r.id::text AND e.done_at IS NULL)
LIMIT 5
