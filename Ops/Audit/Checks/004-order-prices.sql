-- every order has a passenger for each seat of its hold, and its amount is the sum of their prices
SELECT format('order %s: %s seats, %s passengers, amount %s, prices %s',
    o.id, cardinality(h.seats), count(p.seat), o.amount, coalesce(sum(p.price), 0))
FROM booking.booking_order o
JOIN booking.hold h ON h.id = coalesce(o.sold, o.hold)
LEFT JOIN booking.order_passenger p ON p.booking_order = o.id AND p.seat = ANY (h.seats)
GROUP BY o.id, o.amount, h.seats
HAVING count(p.seat) <> cardinality(h.seats) OR coalesce(sum(p.price), 0) <> o.amount
LIMIT 5
