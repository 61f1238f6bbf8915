-- claim: the door. Whoever asks stands at it; then the lowest there enter, as many as there are free
-- sessions and whole tokens, whether they asked in this call or in one before (LINE.md 2.1, 2.3;
-- docs/decisions/012). A session and a token are taken together.
-- ARGV  from 3 on at most 256 places, ascending.
-- Reply 0, room time, how many entered who did not ask in this call, then three integers for each place: 0
--       same + expiry + absolute end, 1 used, 2 not called, 3 expired, 4 held, 5 in + expiry + absolute end,
--       6 full + how many at the door are before it; what an outcome does not say is 0.
local SAME, USED, NOT_CALLED, EXPIRED, WAIT, IN, FULL = 0, 1, 2, 3, 4, 5, 6
local count = #ARGV - 3
if count > 256 then return redis.error_reply('ERR more than 256 claims') end
local places, bits = {}, {}
for j = 1, count do
    places[j] = number(ARGV[j + 2])
    if j > 1 and places[j] < places[j - 1] then return redis.error_reply('ERR claims must ascend') end
    -- A number that was never issued has no bit, and may lie past what a bitmap can hold.
    bits[3 * j - 2], bits[3 * j - 1], bits[3 * j] = 'GET', 'u1', places[j] <= issued and ARGV[j + 2] or '0'
end
local reply = { OK, now, 0 }
if count == 0 then
    save()
    return reply
end
local more = call('HMGET', STATE, 'start', 'came', 'max')
local start, came, longest = number(more[1]), number(more[2]), number(more[3])
local expiries = call('ZMSCORE', ACTIVE, unpack(ARGV, 3, count + 2))
local ends = call('HMGET', ENDS, unpack(ARGV, 3, count + 2))
local claimed = call('BITFIELD_RO', CLAIMED, unpack(bits))
local deadlines = call('ZMSCORE', CALLED, unpack(ARGV, 3, count + 2))
local at_door = call('ZMSCORE', DOOR, unpack(ARGV, 3, count + 2))
local free, door = free_sessions(), call('ZCARD', DOOR)

-- What a place gets that does not ask at the door; nothing for one that does.
local function settled(j)
    if expiries[j] and number(expiries[j]) > now then
        return SAME, number(expiries[j]), absolute_end(ARGV[j + 2], ends[j], longest)
    end
    if claimed[j] == 1 then return USED, 0, 0 end
    if places[j] > serving then return NOT_CALLED, 0, 0 end
    if places[j] <= floor and not deadlines[j] then return EXPIRED, 0, 0 end
    if stands then return WAIT, 0, 0 end
end

-- The claims that ask, each place once.
local asking, kinds, values, lasts = {}, {}, {}, {}
for j = 1, count do
    if j == 1 or places[j] ~= places[j - 1] then
        kinds[j], values[j], lasts[j] = settled(j)
        if not kinds[j] then
            asking[#asking + 1] = j
            if deadlines[j] and not at_door[j] then came = came + 1 end
        end
    end
end

-- Who enters: the lowest of those who ask and of those at the door below the last of them, at most 1,000.
-- `others` of them did not ask, `leaving` were at the door; the claims that ask before `next` are in.
local entered, others, leaving, next = {}, 0, 0, 1
local function let_in()
    local room, before, b = min(free, math.floor(tokens), 1000), {}, 1
    if room > 0 and door > 0 and #asking > 0 then
        before = call('ZRANGEBYSCORE', DOOR, '-inf', '(' .. ARGV[asking[#asking] + 2], 'LIMIT', 0, room)
    end
    while #entered < room and (asking[next] or before[b]) do
        local j, other = asking[next], number(before[b] or math.huge)
        if j and places[j] <= other then
            entered[#entered + 1] = ARGV[j + 2]
            next = next + 1
            if at_door[j] then leaving = leaving + 1 end
            if places[j] == other then b = b + 1 end
        else
            entered[#entered + 1] = before[b]
            others, leaving, b = others + 1, leaving + 1, b + 1
        end
    end
    tokens = tokens - #entered
end
let_in()

-- The others wait. Everybody who entered was before them; `fresh` are those who were not at the door yet.
local waiting, counted, fresh = {}, {}, 0
local expiry, last_end, deadline = now + min(start, longest), now + longest, text('%.0f', line + 3000)
for k = 1, #asking do
    local j = asking[k]
    local place = ARGV[j + 2]
    if k < next then
        kinds[j], values[j], lasts[j] = IN, expiry, last_end
    else
        local ahead = fresh
        if door > 0 then ahead = ahead + call('ZCOUNT', DOOR, '-inf', '(' .. place) - leaving end
        kinds[j], values[j], lasts[j] = FULL, ahead, 0
        if not at_door[j] then fresh = fresh + 1 end
        waiting[#waiting + 1], waiting[#waiting + 2] = place, place
        counted[#counted + 1], counted[#counted + 2] = deadline, place
    end
end
for j = 1, count do
    if not kinds[j] then
        kinds[j], values[j], lasts[j] = kinds[j - 1], values[j - 1], lasts[j - 1]
        if kinds[j] == IN then kinds[j] = SAME end
    end
    reply[3 * j + 1], reply[3 * j + 2], reply[3 * j + 3] = kinds[j], values[j], lasts[j]
end
reply[3] = others

if #entered > 0 then
    local entering, ending, expiry_text, end_text = {}, {}, text('%.0f', expiry), text('%.0f', last_end)
    for j = 1, #entered do
        entering[2 * j - 1], entering[2 * j] = expiry_text, entered[j]
        ending[2 * j - 1], ending[2 * j] = entered[j], end_text
    end
    call('ZADD', ACTIVE, unpack(entering))
    call('HSET', ENDS, unpack(ending))
    set_bits(CLAIMED, entered)
    call('ZREM', CALLED, unpack(entered))
    call('ZREM', DOOR, unpack(entered))
    call('HINCRBY', STATE, 'entered', #entered)
end
if #waiting > 0 then
    call('ZADD', DOOR, unpack(waiting))
    call('ZADD', CALLED, unpack(counted))
    if door - leaving + fresh > 5000 then call('ZREMRANGEBYRANK', DOOR, 5000, -1) end
end
save('came', came)
return reply
