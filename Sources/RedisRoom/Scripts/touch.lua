-- touch: sessions that were used since the last call live on (LINE.md 2.5), never past their absolute end.
-- ARGV  from 3 on at most 256 pairs: place, absolute end in room time.
-- Reply 0, room time, then for each the new expiry, or 0: gone.
local count = (#ARGV - 3) / 2
if count > 256 then return redis.error_reply('ERR more than 256 touches') end
local reply, places, later = { OK, now }, {}, {}
for j = 1, count do places[j] = ARGV[2 * j + 1] end
if count > 0 then
    local idle = number(call('HGET', STATE, 'idle'))
    local usual = text('%.0f', now + idle)
    local expiries = call('ZMSCORE', ACTIVE, unpack(places))
    for j = 1, count do
        reply[j + 2] = 0
        if expiries[j] and number(expiries[j]) > now then
            reply[j + 2] = min(now + idle, number(ARGV[2 * j + 2]))
            later[#later + 1] = reply[j + 2] == now + idle and usual or ARGV[2 * j + 2]
            later[#later + 1] = places[j]
        end
    end
    if #later > 0 then call('ZADD', ACTIVE, unpack(later)) end
end
save()
return reply
