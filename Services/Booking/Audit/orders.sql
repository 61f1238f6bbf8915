-- Sold holds and confirmed orders are the same; a pending order's hold stands, and no other order's does.
SELECT format('order %s is %s, its hold %s is %s, and %s is sold to it',
    coalesce(o.id::text, 'none'), coalesce(o.status, '-'), coalesce(o.hold, h.id), h.status,
    coalesce(o.sold::text, 'nothing'))
FROM booking.booking_order o FULL JOIN booking.hold h ON h.id = coalesce(o.sold, o.hold)
WHERE (o.id IS NULL AND h.status = 'sold')
    OR (o.status = 'confirmed') <> (h.status = 'sold')
    OR (o.status = 'pending') AND h.status <> 'held'
    OR o.status IN ('lapsed', 'failed') AND h.status NOT IN ('expired', 'released')
    OR o.status = 'cancelled' AND h.status NOT IN ('cancelled', 'released', 'expired')
