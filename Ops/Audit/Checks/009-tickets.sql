-- every confirmed order has a ticket that counts for each passenger, at the price paid, and no other order has one
WITH tickets AS (
    SELECT booking_order, count(*) AS count, sum(price) AS price FROM ticket.ticket
    WHERE status <> 'revoked' GROUP BY booking_order
), passengers AS (
    SELECT booking_order, count(*) AS count FROM booking.order_passenger GROUP BY booking_order
)
SELECT format('order %s is %s over %s for %s passengers; its tickets: %s over %s', coalesce(o.id, t.booking_order),
    coalesce(o.status, 'not there'), o.amount, p.count, coalesce(t.count, 0), coalesce(t.price, 0))
FROM booking.booking_order o
JOIN passengers p ON p.booking_order = o.id
FULL JOIN tickets t ON t.booking_order = o.id
WHERE CASE WHEN o.status = 'confirmed'
        THEN (t.count IS DISTINCT FROM p.count OR t.price IS DISTINCT FROM o.amount)
            AND NOT EXISTS (SELECT FROM event.outbox e
                WHERE e.consumer = 'ticket.issue' AND e.about = o.id::text AND e.done_at IS NULL)
        ELSE t.count IS NOT NULL
            AND NOT EXISTS (SELECT FROM event.outbox e
                WHERE e.consumer = 'ticket.revoke' AND e.about = t.booking_order::text AND e.done_at IS NULL)
    END
LIMIT 5
