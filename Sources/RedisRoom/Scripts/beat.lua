-- beat: places near the front say that somebody is there (LINE.md 2.2); at the door it keeps the place
-- counted on.
-- ARGV  from 3 on at most 512 places.
-- Reply 0, room time, serving.
local count = #ARGV - 3
if count > 512 then return redis.error_reply('ERR more than 512 beats') end
roll()
local edge, base, bits, asked = serving + within, bases[slot % 3], {}, {}
for j = 3, count + 2 do
    local place = number(ARGV[j])
    if place > serving then
        if place <= edge then bits[#bits + 1] = place - base end
    else
        asked[#asked + 1] = ARGV[j]
    end
end
set_bits(PRESENT[slot % 3], bits)
if #asked > 0 then
    local scores = call('ZMSCORE', DOOR, unpack(asked))
    local later, deadline = {}, text('%.0f', line + 3000)
    for j = 1, #asked do
        if scores[j] then
            later[#later + 1] = deadline
            later[#later + 1] = asked[j]
        end
    end
    if #later > 0 then call('ZADD', CALLED, 'XX', unpack(later)) end
end
save()
return { OK, now, serving }
