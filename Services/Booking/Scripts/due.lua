-- due: ids past their deadline, the longest first, for the sweeper.
-- KEYS  1 to 4.
-- ARGV  how many at most.
-- Reply COLD; 1, then the ids.
if call('EXISTS', KEYS[1]) == 0 then return { COLD } end
local reply = call('ZRANGEBYSCORE', KEYS[3], '-inf', now_ms(), 'LIMIT', 0, ARGV[1])
table.insert(reply, 1, 1)
return reply
