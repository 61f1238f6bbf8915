-- Seats of one trip (SEATS.md). KEYS 1 seats: a 32-bit word a seat, little-endian, a bit a leg; 2 holds: id
-- to mask (u32), count (u8), numbers (u16 each) and digest (16 bytes or none); 3 due: id to deadline in ms
-- of Redis' clock; 4 keys: digest to id; 5 the channel that is told of changes. A bit always has an id, an
-- id that is not sold always has a deadline. No seats: the trip is cold, and every script answers COLD and
-- does nothing.
local COLD = 0
local call, pack, unpack_of = redis.call, struct.pack, struct.unpack
local band, bor, bnot = bit.band, bit.bor, bit.bnot

local function now_ms()
    local time = call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function word_of(seat)
    local word = call('GETRANGE', KEYS[1], 4 * seat, 4 * seat + 3)
    return #word == 4 and unpack_of('<I4', word) or nil
end

local function set_word(seat, word)
    call('SETRANGE', KEYS[1], 4 * seat, pack('<I4', word))
end

-- A hold as it stands in `holds`, and back.
local function packed(mask, seats, digest)
    local parts = { pack('<I4B', mask, #seats) }
    for j = 1, #seats do parts[j + 1] = pack('<I2', seats[j]) end
    parts[#parts + 1] = digest
    return table.concat(parts)
end

local function unpacked(value)
    local mask, count = unpack_of('<I4B', value)
    local seats = {}
    for j = 1, count do seats[j] = unpack_of('<I2', value, 4 + 2 * j) end
    return mask, seats, string.sub(value, 6 + 2 * count)
end
