-- load: a cold trip becomes what Postgres said, unless it was loaded meanwhile or the lock is another's.
-- KEYS  1 to 5, and 6 the loader's lock.
-- ARGV  the lock's word, the number of seats, then a hold each: id (16 bytes), milliseconds left (u32, all
--       ones when sold), and the value as `holds` keeps it.
-- Reply 1 loaded, COLD not.
if call('EXISTS', KEYS[1]) == 1 or call('GET', KEYS[6]) ~= ARGV[1] then return { COLD } end
call('DEL', KEYS[2], KEYS[3], KEYS[4])
local words, now = {}, now_ms()
for seat = 1, tonumber(ARGV[2]) do words[seat] = 0 end
for j = 3, #ARGV do
    local id, left = unpack_of('<c16I4', ARGV[j])
    local value = string.sub(ARGV[j], 21)
    local mask, seats, digest = unpacked(value)
    for k = 1, #seats do words[seats[k] + 1] = bor(words[seats[k] + 1], mask) end
    call('HSET', KEYS[2], id, value)
    if left ~= 4294967295 then call('ZADD', KEYS[3], now + left + 30000, id) end
    if digest ~= '' then call('HSET', KEYS[4], digest, id) end
end
for seat = 1, #words do words[seat] = pack('<I4', words[seat]) end
call('SET', KEYS[1], table.concat(words))
call('DEL', KEYS[6])
call('PUBLISH', KEYS[5], '')
return { 1 }
