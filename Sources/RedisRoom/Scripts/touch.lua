-- touch: sessions that were used since the last call live on (LINE.md 2.5), never past their absolute end.
-- ARGV  from 3 on at most 256 pairs: place, the absolute end that the caller knows, in room time: the earlier
--       of it and the one in `ends` counts.
-- While a loss of Redis holds everybody off, a session that nobody knows comes back: only who was inside
-- has a token that is still good (LINE.md 5.5).
-- Reply 0, room time, then for each the new expiry, or 0: gone.
local count = (#ARGV - 3) / 2
if count > 256 then return redis.error_reply('ERR more than 256 touches') end
local reply, places, later, back = { OK, now }, {}, {}, {}
for j = 1, count do places[j] = ARGV[2 * j + 1] end
if count > 0 then
    local lives = call('HMGET', STATE, 'idle', 'max')
    local idle, longest = number(lives[1]), number(lives[2])
    local usual = text('%.0f', now + idle)
    local expiries = call('ZMSCORE', ACTIVE, unpack(places))
    local ends = call('HMGET', ENDS, unpack(places))
    local over = hold > now and call('ZMSCORE', ENDED, unpack(places)) or {}
    for j = 1, count do
        local place, latest = number(places[j]), number(ARGV[2 * j + 2])
        reply[j + 2] = 0
        if hold > now and not expiries[j] and not over[j] and place >= 1 and place <= issued
            and latest > now then
            ends[j] = text('%.0f', min(latest, now + longest))
            call('HSET', ENDS, places[j], ends[j])
            back[#back + 1] = places[j]
            expiries[j] = math.huge
        end
        if expiries[j] and number(expiries[j]) > now then
            local last_end = absolute_end(places[j], ends[j], longest)
            local expiry = min(now + idle, last_end, number(ARGV[2 * j + 2]))
            reply[j + 2] = expiry
            later[#later + 1] = expiry == now + idle and usual or text('%.0f', expiry)
            later[#later + 1] = places[j]
        end
    end
    set_bits(CLAIMED, back)
    if #later > 0 then call('ZADD', ACTIVE, unpack(later)) end
end
save()
return reply
