-- whoever is offered seats has a hold of their own that stands
SELECT format('waiter %s of trip %s is offered hold %s, which is %s', w.id, w.trip, w.hold,
    coalesce(h.status, 'not there'))
FROM booking.waitlist w LEFT JOIN booking.hold h ON h.id = w.hold
WHERE w.status = 'offered' AND (h.status IS DISTINCT FROM 'held' OR h.account IS DISTINCT FROM w.account)
LIMIT 5
