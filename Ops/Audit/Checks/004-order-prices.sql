-- every order is its holds' in account, trip, seats and prices, with a passenger for each seat
SELECT format('order %s over %s costs %s; its passengers pay %s on seats %s, hold %s has %s for %s',
    o.id, o.trip, o.amount, coalesce(p.price, 0), p.seats, h.id, h.seats, h.prices)
FROM booking.booking_order o
JOIN booking.hold h ON h.id IN (o.hold, o.sold)
LEFT JOIN (
    SELECT booking_order, array_agg(seat ORDER BY seat) AS seats, sum(price) AS price
    FROM booking.order_passenger GROUP BY booking_order
) p ON p.booking_order = o.id
WHERE o.account IS DISTINCT FROM h.account OR o.trip IS DISTINCT FROM h.trip
    OR p.seats IS DISTINCT FROM h.seats OR p.price IS DISTINCT FROM o.amount
    OR o.amount IS DISTINCT FROM (SELECT sum(price) FROM unnest(h.prices) AS price)
LIMIT 5
