-- Who asks for several keys at once says how long to wait for a twin: a function's own bound would count instead
-- of the caller's.
ALTER FUNCTION event.idem_all(text[], text, text[], bytea, integer, bytea[]) RESET lock_timeout;
