-- what is counted for each account, day and trip is what its live holds take
WITH live AS (
    SELECT h.account, t.date AS day, h.trip, sum(cardinality(h.seats)) AS seats
    FROM booking.hold h JOIN booking.trip t ON t.id = h.trip
    WHERE h.status IN ('held', 'sold') GROUP BY h.account, t.date, h.trip
), counted AS (
    SELECT account, day, trip AS scope, seats FROM live
    UNION ALL SELECT account, day, '', sum(seats) FROM live GROUP BY account, day
)
SELECT format('account %s, %s %s: counted %s, live %s', coalesce(d.account, c.account), coalesce(d.day, c.day),
    coalesce(d.scope, c.scope), coalesce(d.seats, 0), coalesce(c.seats, 0))
FROM booking.account_day d
FULL JOIN counted c ON c.account = d.account AND c.day = d.day AND c.scope = d.scope
WHERE coalesce(d.seats, 0) <> coalesce(c.seats, 0)
LIMIT 5
