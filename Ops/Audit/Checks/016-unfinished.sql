-- (only with --settled) no event is parked or waits, no payment is open, no seat is only held
SELECT format('event %s for %s about %s is %s: %s', id, consumer, about,
    CASE WHEN parked IS NULL THEN 'not done' ELSE 'parked' END, coalesce(error, 'no error noted'))
FROM event.outbox WHERE done_at IS NULL
UNION ALL
SELECT format('payment %s is %s', id, status) FROM payment.payment
WHERE status IN ('open', 'processing', 'review') AND expires_at < clock_timestamp()
    AND check_at IS NOT NULL
UNION ALL
SELECT format('hold %s of trip %s is only held, until %s', id, trip, expires_at)
FROM booking.hold WHERE status = 'held'
LIMIT 5
