-- every sold hold belongs to exactly one confirmed order, and every confirmed order has one
SELECT format('hold %s is sold to %s confirmed orders', h.id, count(o.id))
FROM booking.hold h LEFT JOIN booking.booking_order o ON o.sold = h.id AND o.status = 'confirmed'
WHERE h.status = 'sold' GROUP BY h.id HAVING count(o.id) <> 1
UNION ALL
SELECT format('order %s is confirmed, and its hold %s is %s', o.id, o.sold, coalesce(h.status, 'not there'))
FROM booking.booking_order o LEFT JOIN booking.hold h ON h.id = o.sold
WHERE o.status = 'confirmed' AND h.status IS DISTINCT FROM 'sold'
LIMIT 5
