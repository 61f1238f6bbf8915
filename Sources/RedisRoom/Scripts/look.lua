-- Which of the next places to call: bits of 512 bytes (4,096 places) are read at a time, and runs of bytes in
-- which nobody beat are skipped by a search in C.
local MASK = { [0] = 128, 64, 32, 16, 8, 4, 2, 1 }
local band, byte, find = bit.band, string.byte, string.find

-- "lo-hi,lo-hi" as pairs.
local function read_gaps(said)
    local gaps = {}
    for lo, hi in string.gmatch(said, '(%d+)-(%d+)') do gaps[#gaps + 1] = { number(lo), number(hi) } end
    return gaps
end

-- The last place of the run from `place` on in which only a bit counts as present; 0 when a bit is not
-- needed.
local function bits_needed_to(place, judged, gaps)
    if place <= judged then return judged end
    for j = 1, #gaps do
        if place >= gaps[j][1] and place <= gaps[j][2] then return gaps[j][2] end
    end
    return 0
end

-- How many bits are set in the bytes from..to of a text.
local function count_bits(said, from, to)
    local count = 0
    local at = find(said, '[^%z]', from)
    while at and at <= to do
        for j = 0, 7 do
            if band(byte(said, at), MASK[j]) ~= 0 then count = count + 1 end
        end
        at = find(said, '[^%z]', at + 1)
    end
    return count
end

-- The bytes of 4,096 places, from byte `first` of the claimed bits on: claimed, and three slots ("" when too
-- old).
local function read_bits(first)
    local seen = {}
    for j = 0, 2 do
        local from = first - bases[j] / 8
        seen[j] = ''
        if slots[j] >= slot - 2 and slots[j] <= slot and from >= 0 then
            seen[j] = call('GETRANGE', PRESENT[j], from, from + 511)
        end
    end
    return call('GETRANGE', CLAIMED, first, first + 511), seen[0], seen[1], seen[2]
end

-- Finds at most `want` present places after serving, looking at no more than 50,000; moves serving over them.
-- Gives ZADD's arguments for them, their number, and how many absent ones were passed over.
local function look(want, judged, gaps)
    local limit, place, found, passed, calls = min(issued, serving + 50000), serving + 1, 0, 0, {}
    local deadline = text('%.0f', line + 5000)
    while place <= limit and found < want do
        local first = math.floor(place / 8)
        local claimed, a, b, c = read_bits(first)
        local stop = min(limit, first * 8 + 4095)
        while place <= stop and found < want do
            local at, needed = math.floor(place / 8) - first + 1, bits_needed_to(place, judged, gaps)
            local bytes = place % 8 == 0 and math.floor((min(stop, needed) + 1) / 8) - first or 0
            local next = at
            if bytes >= at then
                next = min(find(a, '[^%z]', at) or 513, find(b, '[^%z]', at) or 513,
                    find(c, '[^%z]', at) or 513, bytes + 1)
            end
            if next > at then
                passed = passed + 8 * (next - at) - count_bits(claimed, at, next - 1)
                place = (first + next - 1) * 8
            else
                local mask = MASK[place % 8]
                if band(byte(claimed, at) or 0, mask) == 0 then
                    if needed == 0 or band(byte(a, at) or 0, mask) ~= 0 or band(byte(b, at) or 0, mask) ~= 0
                        or band(byte(c, at) or 0, mask) ~= 0 then
                        found = found + 1
                        calls[2 * found - 1], calls[2 * found] = deadline, place
                    else
                        passed = passed + 1
                    end
                end
                place = place + 1
            end
        end
    end
    serving = place - 1
    return calls, found, passed
end
