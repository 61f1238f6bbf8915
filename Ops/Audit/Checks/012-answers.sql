-- no idempotency row is without its answer: it is written in the transaction of its effect
SELECT format('%s %s of %s has no answer', route, key, principal) FROM event.idem WHERE status IS NULL LIMIT 5
