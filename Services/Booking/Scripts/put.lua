-- put: a hold stands in Postgres. Its bits and its id are set whatever was there; it is looked at again 30 s
-- after it expires, never when it is sold.
-- KEYS  1 to 5.
-- ARGV  id, digest or nothing, mask, milliseconds left or -1 when sold, then the seats.
-- Reply COLD, or 1.
if call('EXISTS', KEYS[1]) == 0 then return { COLD } end
local mask, left, seats = tonumber(ARGV[3]), tonumber(ARGV[4]), {}
for j = 5, #ARGV do
    local seat = tonumber(ARGV[j])
    seats[j - 4] = seat
    set_word(seat, bor(word_of(seat) or 0, mask))
end
call('HSET', KEYS[2], ARGV[1], packed(mask, seats, ARGV[2]))
if left < 0 then
    call('ZREM', KEYS[3], ARGV[1])
else
    call('ZADD', KEYS[3], now_ms() + left + 30000, ARGV[1])
end
if ARGV[2] ~= '' then call('HSET', KEYS[4], ARGV[2], ARGV[1]) end
call('PUBLISH', KEYS[5], table.concat(seats, ' '))
return { 1 }
