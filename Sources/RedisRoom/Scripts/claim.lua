-- claim: the door. A session and a token are taken together, lowest number first (LINE.md 2.1, 2.3).
-- ARGV  from 3 on at most 256 places, ascending.
-- Reply 0, room time, then three integers for each place: 0 same + expiry + absolute end, 1 used, 2 not
--       called, 3 expired, 4 held, 5 in + expiry + absolute end, 6 full + how many at the door are before it;
--       what an outcome does not say is 0.
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
local reply = { OK, now }
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
-- Changes are written at the end; `shift` is what they do to the number of people at the door below a later
-- claim.
local shift, entering, entered, ending, waiting, counted = 0, {}, {}, {}, {}, {}
local expiry, deadline = now + min(start, longest), text('%.0f', line + 3000)
local expiry_text, end_text = text('%.0f', expiry), text('%.0f', now + longest)

-- The door itself: in when fewer are before this place than there are free sessions and whole tokens.
local function ask(j)
    local place = ARGV[j + 2]
    local ahead = shift
    if door > 0 then ahead = ahead + call('ZCOUNT', DOOR, '-inf', '(' .. place) end
    if deadlines[j] and not at_door[j] then came = came + 1 end
    if ahead < min(free, math.floor(tokens)) then
        free, tokens = free - 1, tokens - 1
        if at_door[j] then shift = shift - 1 end
        entered[#entered + 1] = place
        entering[#entering + 1] = expiry_text
        entering[#entering + 1] = place
        ending[#ending + 1] = place
        ending[#ending + 1] = end_text
        return IN, expiry, now + longest
    end
    if not at_door[j] then shift = shift + 1 end
    waiting[#waiting + 1], waiting[#waiting + 2] = place, place
    counted[#counted + 1] = deadline
    counted[#counted + 1] = place
    return FULL, ahead, 0
end

local kind, value, last_end = USED, 0, 0
for j = 1, count do
    if j > 1 and places[j] == places[j - 1] then
        if kind == IN then kind = SAME end
    elseif expiries[j] and number(expiries[j]) > now then
        kind, value, last_end = SAME, number(expiries[j]), absolute_end(ARGV[j + 2], ends[j], longest)
    elseif claimed[j] == 1 then kind, value, last_end = USED, 0, 0
    elseif places[j] > serving then kind, value, last_end = NOT_CALLED, 0, 0
    elseif places[j] <= floor and not deadlines[j] then kind, value, last_end = EXPIRED, 0, 0
    elseif stands then kind, value, last_end = WAIT, 0, 0
    else kind, value, last_end = ask(j)
    end
    reply[3 * j], reply[3 * j + 1], reply[3 * j + 2] = kind, value, last_end
end

if #entered > 0 then
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
    if door + shift > 5000 then call('ZREMRANGEBYRANK', DOOR, 5000, -1) end
end
save('came', came)
return reply
