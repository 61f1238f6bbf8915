-- hold: an attempt takes all its seats, or none. The digest is looked at first, else the twin of a winner
-- would be told that its own seats are taken.
-- KEYS  1 to 4.
-- ARGV  id, digest, mask, then one to four different seats.
-- Reply COLD; 1 taken by this attempt, for ten seconds; 2 and the id that this digest has; 3 and the seats
--       that somebody has.
local GRANTED, AGAIN, TAKEN = 1, 2, 3
local mask, seats, words, taken = tonumber(ARGV[3]), {}, {}, { TAKEN }
for j = 4, #ARGV do
    local seat = tonumber(ARGV[j])
    local word = word_of(seat)
    if not word then return { COLD } end
    if band(word, mask) ~= 0 then taken[#taken + 1] = seat end
    seats[j - 3], words[j - 3] = seat, word
end
local known = call('HGET', KEYS[4], ARGV[2])
if known then return { AGAIN, known } end
if #taken > 1 then return taken end
for j = 1, #seats do set_word(seats[j], bor(words[j], mask)) end
call('HSET', KEYS[2], ARGV[1], packed(mask, seats, ARGV[2]))
call('ZADD', KEYS[3], now_ms() + 10000, ARGV[1])
call('HSET', KEYS[4], ARGV[2], ARGV[1])
return { GRANTED }
