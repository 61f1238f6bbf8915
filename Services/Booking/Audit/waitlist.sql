-- An offer is a hold that stands for its waiter; nobody waits with one.
SELECT format('waiter %s is %s, and hold %s is %s', w.id, w.status, w.hold, h.status)
FROM booking.waitlist w LEFT JOIN booking.hold h ON h.id = w.hold
WHERE w.status = 'waiting' AND w.hold IS NOT NULL
    OR w.status = 'offered' AND (h.status IS DISTINCT FROM 'held' OR h.account <> w.account OR h.trip <> w.trip)
    OR w.status IN ('expired', 'cancelled') AND h.status = 'held'
