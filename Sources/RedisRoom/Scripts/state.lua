#!lua
-- First part of every script: names for the keys, the state that every script reads, and the clocks of
-- LINE.md 1.
--
-- The parts of a script are files that the loader joins to one text (RoomScript.swift), so a local of one
-- part is seen by the next. The shebang makes Redis refuse a script at once, not halfway, when it is out of
-- memory.
--
-- KEYS  1 state, 2-4 present:0..2, 5 claimed, 6 active, 7 called, 8 door, 9 ended, 10 calls, 11 factors, 12
--       log, 13 prov, 14 ends; join adds one who:<n> for each account. No script builds a key.
-- ARGV  1 the run id that INFO gave on this very connection, 2 the gateway's gen, then the script's own, and
--       last the time: always "" in production, which means Redis TIME. Tests replay histories with
--       milliseconds here; a room that was made on the real clock refuses them (field `clock`), so no
--       gateway's mistake can move a live line.
-- Reply a flat array of integers and texts: status, room time in ms, then the script's own. {1} alone means
--       moved.
local call, number, text, min, max = redis.call, tonumber, string.format, math.min, math.max
local OK, MOVED, HELD, CLOSED, SOLD_OUT, PASSTHROUGH, CONFLICT = 0, 1, 2, 3, 4, 5, 6
local STATE, PRESENT, CLAIMED = KEYS[1], { [0] = KEYS[2], KEYS[3], KEYS[4] }, KEYS[5]
local ACTIVE, CALLED, DOOR, ENDED, CALLS = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local FACTORS, LOG, PROV, ENDS = KEYS[11], KEYS[12], KEYS[13], KEYS[14]

local fields = call('HMGET', STATE, 'run', 'gen', 'clock', 'mode', 'rate', 'capacity', 'warm_up', 'opened',
    'hold', 'window', 'factor', 'tokens', 'last', 'offset', 'stood', 'issued', 'serving', 'floor', 'within')
local run, gen, clock, mode = fields[1], fields[2], fields[3], fields[4]
local asked_rate, capacity, warm_up = number(fields[5] or 0), number(fields[6] or 0), number(fields[7] or 0)
local opened, hold, window = number(fields[8] or 0), number(fields[9] or 0), number(fields[10] or 0)
local factor, tokens, last = number(fields[11] or 1), number(fields[12] or 0), number(fields[13] or 0)
local offset, stood = number(fields[14] or 0), number(fields[15] or 0)
local issued, serving = number(fields[16] or 0), number(fields[17] or 0)
local floor, within = number(fields[18] or 0), number(fields[19] or 1000)

-- Room time, line time, the shaped rate, and whether the line stands; tick and shape set them.
local now, line, rate, stands = 0, 0, 0, true

-- Redis TIME, or a test's, in whole milliseconds.
local function redis_time()
    local given = ARGV[#ARGV]
    if given ~= '' then return number(given) end
    local time = call('TIME')
    return number(time[1]) * 1000 + math.floor(number(time[2]) / 1000)
end

-- The rate that counts: the operator's, the ramp, the smallest recent factor.
local function shape()
    local ramp = 1
    if warm_up > 0 then ramp = min(1, max(0.1, (line - opened) / warm_up)) end
    rate = asked_rate * ramp * factor
end

-- Whether mode, opening or a restore make the line stand; the hold-off is looked at apart, since it ends by
-- itself.
local function stopped()
    return mode == 'paused' or mode == 'soldout' or opened < 0 or window > 0
end

-- Room time, line time and accrue. More than 5 s at once are a step of the clock: 5 s count. More than 2 s
-- are a gap, in which the line stood from the third second on, and which brings the tokens of 2 s.
local function tick()
    local raw = redis_time()
    now = max(last, min(raw + offset, last + 5000))
    offset = now - raw
    local moved = 0
    if not stopped() then moved = max(0, min(now - max(last, hold), 2000)) end
    stood = stood + (now - last) - moved
    line = now - stood
    last = now
    stands = stopped() or hold > now
    shape()
    if not stands then tokens = min(1 + 2 * rate, tokens + rate * (moved / 1000)) end
end

-- Empties the presence slots, and takes their edge from all marks so far: nobody is judged before lost_after
-- is over.
local function forget_slots()
    call('DEL', PRESENT[0], PRESENT[1], PRESENT[2])
    call('HSET', STATE, 'slot', -1, 'slot0', -1, 'slot1', -1, 'slot2', -1, 'base0', 0, 'base1', 0, 'base2', 0,
        'best', 0, 'low', 0, 'judged', 0, 'edges_after', line)
end

-- Free sessions; negative while the capacity is below what is open.
local function free_sessions()
    return capacity - call('ZCOUNT', ACTIVE, text('(%.0f', now), '+inf')
end

-- When the session of a place ends whatever happens: what its entry wrote to `ends`. One from before there
-- was such a key gets its `max` from now on, once.
local function absolute_end(place, stored, longest)
    if stored then return number(stored) end
    call('HSET', ENDS, place, text('%.0f', now + longest))
    return now + longest
end

-- Writes what every script changes, and the script's own fields.
local function save(...)
    call('HSET', STATE, 'last', last, 'offset', offset, 'stood', stood, 'tokens', tokens, ...)
end

-- Sets many bits with one command. (Redis turns each number argument into text at some cost: give texts where
-- there are any.)
local function set_bits(key, offsets)
    if #offsets == 1 then call('SETBIT', key, offsets[1], 1) return end
    local words = {}
    local n = 0
    for j = 1, #offsets do
        words[n + 1], words[n + 2], words[n + 3], words[n + 4] = 'SET', 'u1', offsets[j], '1'
        n = n + 4
    end
    if n > 0 then call('BITFIELD', key, unpack(words)) end
end
