-- every seat's bitmap is the union of its live holds, and no leg of it is counted twice
WITH live AS (
    SELECT h.trip, n.number, booking.mask(h.a, h.b) AS mask, h.b - h.a AS legs
    FROM booking.hold h, unnest(h.seats) AS n (number) WHERE h.status IN ('held', 'sold')
), held AS (
    SELECT trip, number, bit_or(mask) AS bits, sum(legs) AS legs FROM live GROUP BY trip, number
)
SELECT format('seat %s of trip %s has the bits %s, its live holds %s on %s legs',
    coalesce(s.number, l.number), coalesce(s.trip, l.trip), s.taken, coalesce(l.bits, 0), coalesce(l.legs, 0))
FROM booking.seat s FULL JOIN held l ON l.trip = s.trip AND l.number = s.number
WHERE s.taken IS DISTINCT FROM coalesce(l.bits, 0)
    OR bit_count(s.taken::bit(32)) IS DISTINCT FROM coalesce(l.legs, 0)
LIMIT 5
