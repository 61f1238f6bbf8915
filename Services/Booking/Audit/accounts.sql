-- What counts against an account's limits are its live holds.
SELECT format('account %s has %s seats on %s%s; its live holds have %s', coalesce(d.account, h.account),
    coalesce(d.seats, 0), coalesce(d.day, h.day), coalesce(' in trip ' || nullif(d.scope, ''), ''),
    coalesce(h.seats, 0))
FROM booking.account_day d FULL JOIN (
    SELECT h.account, t.date AS day, s.scope, sum(cardinality(h.seats)) AS seats
    FROM booking.hold h JOIN booking.trip t ON t.id = h.trip, LATERAL (VALUES (''), (h.trip)) AS s (scope)
    WHERE h.status IN ('held', 'sold') GROUP BY 1, 2, 3) h USING (account, day, scope)
WHERE coalesce(d.seats, 0) <> coalesce(h.seats, 0)
