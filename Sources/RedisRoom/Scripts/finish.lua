-- finish: sessions end, or people leave the line. Every gateway reads `ended` with its next snapshot.
-- ARGV  3 the operator who ends them, or "", then at most 256 pairs: place, "1" when the visitor leaves.
-- Reply 0, room time.
local count, left, over = (#ARGV - 4) / 2, 0, {}
if count > 256 then return redis.error_reply('ERR more than 256 ends') end
for j = 1, count do
    local place, leaves = number(ARGV[2 * j + 2]), ARGV[2 * j + 3] == '1'
    -- A number that was never issued has nothing to end, and its bit may lie past what a bitmap can hold.
    if place >= 1 and place <= issued then
        left = left + call('ZREM', ACTIVE, place)
        over[#over + 1] = place
        if leaves then
            call('ZREM', CALLED, place)
            call('ZREM', DOOR, place)
            call('SETBIT', CLAIMED, place, 1)
        end
        call('ZADD', ENDED, now, place)
        if ARGV[3] ~= '' then
            call('XADD', LOG, 'MAXLEN', '~', 65536, text('%.0f-*', now), 'kind', 'end', 'by', ARGV[3],
                'place', place)
        end
    end
end
if #over > 0 then call('HDEL', ENDS, unpack(over)) end
if left > 0 then call('HINCRBY', STATE, 'left', left) end
save()
return { OK, now }
