-- whoever is offered seats has a hold of their own that stands, and nobody else on the list has one
SELECT format('waiter %s of trip %s is %s, and hold %s is %s', w.id, w.trip, w.status,
    coalesce(w.hold::text, 'none'), coalesce(h.status, 'not there'))
FROM booking.waitlist w LEFT JOIN booking.hold h ON h.id = w.hold
WHERE (w.status = 'offered' AND (h.status IS DISTINCT FROM 'held' OR h.account IS DISTINCT FROM w.account
        OR h.trip IS DISTINCT FROM w.trip))
    OR (w.status = 'waiting' AND w.hold IS NOT NULL)
    OR (w.status IN ('expired', 'cancelled') AND h.status = 'held')
LIMIT 5
