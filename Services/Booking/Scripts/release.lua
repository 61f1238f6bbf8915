-- release: an id holds nothing any more; its bits, its deadline and its digest go. Bits that a later hold has
-- set meanwhile go with them: whoever releases and puts releases first.
-- KEYS  1 to 5.
-- ARGV  id.
-- Reply COLD; 1, or 2 when nobody knew the id.
if call('EXISTS', KEYS[1]) == 0 then return { COLD } end
call('ZREM', KEYS[3], ARGV[1])
local value = call('HGET', KEYS[2], ARGV[1])
if not value then return { 2 } end
local mask, seats, digest = unpacked(value)
for j = 1, #seats do set_word(seats[j], band(word_of(seats[j]) or 0, bnot(mask))) end
call('HDEL', KEYS[2], ARGV[1])
if digest ~= '' and call('HGET', KEYS[4], digest) == ARGV[1] then call('HDEL', KEYS[4], digest) end
call('PUBLISH', KEYS[5], table.concat(seats, ' '))
return { 1 }
