-- no hold stands a minute after its time
SELECT format('hold %s of trip %s stands, and its time was over at %s', id, trip, expires_at)
FROM booking.hold WHERE status = 'held' AND expires_at < clock_timestamp() - interval '60 s' LIMIT 5
