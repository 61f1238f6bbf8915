-- A confirmed order has a valid ticket for each seat, of the same worth, and no other order has one; tickets
-- that are still owed are on their way.
SELECT format('order %s is %s over %s for %s seats; its %s valid tickets are worth %s',
    coalesce(o.id, t.booking_order), coalesce(o.status, 'unknown'), coalesce(o.amount, 0),
    coalesce(o.seats, 0), coalesce(t.tickets, 0), coalesce(t.price, 0))
FROM (
    SELECT o.id, o.status, o.amount, count(*) AS seats
    FROM booking.booking_order o JOIN booking.order_passenger p ON p.booking_order = o.id
    WHERE o.status = 'confirmed' GROUP BY 1, 2, 3) o
FULL JOIN (
    SELECT booking_order, count(*) AS tickets, sum(price) AS price
    FROM ticket.ticket WHERE status <> 'revoked' GROUP BY 1) t ON t.booking_order = o.id
WHERE (coalesce(o.seats, 0) <> coalesce(t.tickets, 0) OR coalesce(o.amount, 0) <> coalesce(t.price, 0))
    AND NOT EXISTS (SELECT FROM event.outbox e
        WHERE e.consumer IN ('ticket.issue', 'ticket.revoke') AND e.done_at IS NULL
            AND e.about = coalesce(o.id, t.booking_order)::text)
