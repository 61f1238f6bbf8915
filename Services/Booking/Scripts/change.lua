-- What the scripts do to one hold.

-- put: the hold stands in Postgres. Its bits and its id are set whatever was there; it is looked at again
-- 30 s after it expires, never when it is sold (`left` is -1 then).
-- After its own attempt most of it stands already: a look costs less than a write, which also goes to the
-- append-only file.
local function put(id, digest, mask, left, seats)
    for j = 1, #seats do
        local word = word_of(seats[j]) or 0
        if band(word, mask) ~= mask then set_word(seats[j], bor(word, mask)) end
    end
    local value = packed(mask, seats, digest)
    if call('HGET', KEYS[2], id) ~= value then call('HSET', KEYS[2], id, value) end
    if left < 0 then
        call('ZREM', KEYS[3], id)
    else
        call('ZADD', KEYS[3], now_ms() + left + 30000, id)
    end
    if digest ~= '' and call('HGET', KEYS[4], digest) ~= id then call('HSET', KEYS[4], digest, id) end
end

-- release: the id holds nothing any more; its bits, its deadline and its digest go. Bits that a later hold
-- has set meanwhile go with them: whoever releases and puts releases first. The answer is the seats.
local function release(id)
    call('ZREM', KEYS[3], id)
    local value = call('HGET', KEYS[2], id)
    if not value then return {} end
    local mask, seats, digest = unpacked(value)
    for j = 1, #seats do set_word(seats[j], band(word_of(seats[j]) or 0, bnot(mask))) end
    call('HDEL', KEYS[2], id)
    if digest ~= '' and call('HGET', KEYS[4], digest) == id then call('HDEL', KEYS[4], digest) end
    return seats
end
