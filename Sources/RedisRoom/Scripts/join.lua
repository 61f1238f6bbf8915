-- join: a batch of newcomers takes the next numbers; the first of them may go straight in (LINE.md 2.6,
-- 2.11).
-- ARGV  3 newcomers (at most 512), 4 "1" when all of them may take the fast path, then none or one 8-byte
--       account for each newcomer, whose who:<n> is KEYS[14 + j].
-- Reply status, room time, first new number, how many new numbers, how many of them went straight in, their
--       expiry and absolute end, and for each account its number (0: none is given now). Status: 0, held,
--       closed, soldout, passthrough.
local newcomers, accounts = number(ARGV[3]), #ARGV - 5
if newcomers > 512 or (accounts ~= 0 and accounts ~= newcomers) then
    return redis.error_reply('ERR bad join')
end
if window > 0 then
    save()
    return { HELD, now, 0, 0, 0, 0, 0 }
end

-- The number that an account has: a place that was used and whose session is over counts as none.
local function known_place(key, account)
    local place = call('HGET', key, account)
    if not place then return nil end
    if call('GETBIT', CLAIMED, place) == 1 then
        local expiry = call('ZSCORE', ACTIVE, place)
        if not expiry or number(expiry) <= now then return nil end
    end
    return number(place)
end

local reply = { OK, now, issued + 1, newcomers, 0, 0, 0 }
if accounts > 0 then
    local seen, fresh = {}, 0
    for j = 1, accounts do
        local account = ARGV[4 + j]
        local place = seen[account] or known_place(KEYS[14 + j], account)
        if not place then
            fresh = fresh + 1
            place = issued + fresh
        end
        seen[account] = place
        reply[7 + j] = place
    end
    reply[4] = fresh
end

-- 4,000,000,000 keeps the claimed bit inside what a bitmap can hold; a bit is never set past it.
if mode == 'closed' or issued + newcomers > 4000000000 then reply[1] = CLOSED
elseif mode == 'soldout' then reply[1] = SOLD_OUT
elseif mode == 'passthrough' then reply[1] = PASSTHROUGH
end
if reply[1] ~= OK then
    for j = 8, #reply do
        if reply[j] > issued then reply[j] = 0 end
    end
    reply[3], reply[4] = 0, 0
    save()
    return reply
end

local fresh, straight = reply[4], 0
if ARGV[4] == '1' and mode == 'auto' and serving == issued and not stands and call('ZCARD', DOOR) == 0 then
    local called = call('ZCARD', CALLED)
    straight = max(0, min(free_sessions() - called, math.floor(tokens) - called, fresh))
end
for j = 1, accounts do
    if reply[7 + j] > issued then call('HSET', KEYS[14 + j], ARGV[4 + j], reply[7 + j]) end
end
if straight > 0 then
    local lives = call('HMGET', STATE, 'start', 'max')
    local start, longest = number(lives[1]), number(lives[2])
    reply[5], reply[6], reply[7] = straight, now + min(start, longest), now + longest
    local expiry, last_end = text('%.0f', reply[6]), text('%.0f', reply[7])
    local entering, ending, bits = {}, {}, {}
    for j = 1, straight do
        bits[j] = text('%.0f', issued + j)
        entering[2 * j - 1], entering[2 * j] = expiry, bits[j]
        ending[2 * j - 1], ending[2 * j] = bits[j], last_end
    end
    call('ZADD', ACTIVE, unpack(entering))
    call('HSET', ENDS, unpack(ending))
    set_bits(CLAIMED, bits)
    call('HINCRBY', STATE, 'entered', straight)
    serving = serving + straight
    tokens = tokens - straight
end
issued = issued + fresh
save('issued', issued, 'serving', serving)
return reply
