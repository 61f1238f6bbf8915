-- The number on a seat is that of the last hold that took it: no live hold is newer, and live holds of a seat
-- have different numbers.
SELECT format('seat %s of trip %s has number %s, its newest live hold %s', s.number, s.trip, s.fencing,
    h.newest)
FROM booking.seat s JOIN (
    SELECT h.trip, n.number, max(h.fencing) AS newest, count(*) - count(DISTINCT h.fencing) AS twice
    FROM booking.hold h, unnest(h.seats) AS n (number)
    WHERE h.status IN ('held', 'sold') GROUP BY 1, 2) h ON h.trip = s.trip AND h.number = s.number
WHERE h.newest > s.fencing OR h.twice > 0
