-- Each seat's bitmap is the OR of its live holds, and no two of them share a leg.
SELECT format('seat %s of trip %s has bits %s; its %s live holds say %s, over %s legs',
    coalesce(s.number, l.number), coalesce(s.trip, l.trip), s.taken, coalesce(l.holds, 0),
    coalesce(l.bits, 0), coalesce(l.legs, 0))
FROM booking.seat s FULL JOIN (
    SELECT h.trip, n.number, count(*) AS holds, bit_or(booking.mask(h.a, h.b)) AS bits, sum(h.b - h.a) AS legs
    FROM booking.hold h, unnest(h.seats) AS n (number)
    WHERE h.status IN ('held', 'sold') GROUP BY 1, 2) l ON l.trip = s.trip AND l.number = s.number
WHERE s.number IS NULL OR s.taken <> coalesce(l.bits, 0)
    OR bit_count(s.taken::bit(32)) <> coalesce(l.legs, 0)
