-- An order costs what its seats cost, and has a passenger for each of them.
SELECT format('order %s over %s costs %s; its passengers pay %s on seats %s, its hold has %s for %s', o.id,
    h.trip, o.amount, p.price, p.seats, h.seats, h.prices)
FROM booking.booking_order o JOIN booking.hold h ON h.id = o.hold
LEFT JOIN (
    SELECT booking_order, array_agg(seat ORDER BY seat) AS seats, sum(price) AS price
    FROM booking.order_passenger GROUP BY 1) p ON p.booking_order = o.id
WHERE p.seats IS DISTINCT FROM h.seats OR p.price <> o.amount OR o.account <> h.account OR o.trip <> h.trip
    OR o.amount <> (SELECT sum(price) FROM unnest(h.prices) price)
