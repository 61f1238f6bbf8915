-- look: all that Redis says about a trip's holds, for the reconciler.
-- KEYS  1 to 4.
-- Reply COLD; 1, then a pair for each id: the id, and 1 while its deadline is to come, 0 when it has passed,
--       2 when it has none.
if call('EXISTS', KEYS[1]) == 0 then return { COLD } end
local reply, now = { 1 }, now_ms()
local ids = call('HKEYS', KEYS[2])
for j = 1, #ids do
    local deadline = call('ZSCORE', KEYS[3], ids[j])
    reply[2 * j] = ids[j]
    reply[2 * j + 1] = not deadline and 2 or tonumber(deadline) > now and 1 or 0
end
return reply
