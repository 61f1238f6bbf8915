-- a seat's number is that of the last hold that took it, and its live holds have different ones
SELECT format('seat %s of trip %s has the number %s, the newest of its %s live holds %s',
    s.number, s.trip, s.fencing, h.holds, h.newest)
FROM booking.seat s JOIN (
    SELECT h.trip, n.number, max(h.fencing) AS newest, count(*) AS holds, count(DISTINCT h.fencing) AS numbers
    FROM booking.hold h, unnest(h.seats) AS n (number)
    WHERE h.status IN ('held', 'sold') GROUP BY h.trip, n.number
) h ON h.trip = s.trip AND h.number = s.number
WHERE h.newest > s.fencing OR h.numbers <> h.holds
LIMIT 5
