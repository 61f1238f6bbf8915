-- the hold of a pending order stands, and no hold of an order that is over does
SELECT format('order %s is %s, and its hold %s is %s', o.id, o.status, h.id, h.status)
FROM booking.booking_order o JOIN booking.hold h ON h.id IN (o.hold, o.sold)
WHERE CASE o.status
    WHEN 'pending' THEN h.status <> 'held'
    WHEN 'confirmed' THEN (h.status = 'sold') <> (h.id = o.sold) OR h.status = 'held'
    WHEN 'cancelled' THEN h.status NOT IN ('cancelled', 'expired', 'released')
    ELSE h.status NOT IN ('expired', 'released') END
LIMIT 5
