-- no two tickets that count are for the same seat on the same leg
WITH counted AS (
    SELECT t.id, o.trip, t.seat, h.a, h.b FROM ticket.ticket t
    JOIN booking.booking_order o ON o.id = t.booking_order
    JOIN booking.hold h ON h.id = coalesce(o.sold, o.hold)
    WHERE t.status <> 'revoked'
)
SELECT format('tickets %s and %s are both for seat %s of trip %s', x.id, y.id, x.seat, x.trip)
FROM counted x JOIN counted y
    ON y.trip = x.trip AND y.seat = x.seat AND y.id > x.id AND x.a < y.b AND y.a < x.b
LIMIT 5
