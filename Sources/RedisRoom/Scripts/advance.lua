-- advance: keeps the door supplied, and tells every gateway how the room stands. Any number of gateways call
-- it.
-- ARGV  3 the gateway's name, 4 its factor 0..1, 5 room time up to which it has read `ended`.
-- Reply the snapshot (snapshot.lua), then the room time to read `ended` from next, then the places that
--       ended.
local more = call('HMGET', STATE, 'advanced', 'marked', 'recall', 'edges_after', 'judged', 'gaps', 'q',
    'came', 'missed', 'logged', 'left', 'leaving')
local advanced, marked, recall = number(more[1]), number(more[2]), number(more[3])
local edges_after, judged, gaps = number(more[4]), number(more[5]), more[6]
local q, came, missed = number(more[7]), number(more[8]), number(more[9])
local left, leaving = number(more[11]), number(more[12])

-- Notes this gateway's factor and takes the smallest of the last 10 s; older ones are dropped.
local function weigh()
    call('HSET', FACTORS, ARGV[3], ARGV[4] .. text(' %.0f', now))
    local all = call('HGETALL', FACTORS)
    factor = 1
    for j = 1, #all, 2 do
        local said, time = string.match(all[j + 1], '^(%S+) (%S+)$')
        if number(time) > now - 10000 then
            factor = max(0, min(factor, number(said)))
        else
            call('HDEL', FACTORS, all[j])
        end
    end
    shape()
end

-- Once a second of line time: a mark, floor, q, and an entry in the log when the line moved.
local function once_a_second()
    marked = line
    judged = mark(recall, edges_after)
    q = max(0.1, (came + 1) / (came + missed + 1))
    came, missed = came * 0.95, missed * 0.95
    leaving, left = (leaving + left) / 2, 0
    if serving ~= number(more[10]) then
        call('XADD', LOG, 'MAXLEN', '~', 65536, text('%.0f-*', now), 'kind', 'advance', 'serving', serving,
            'issued', issued, 'floor', floor, 'tokens', tokens, 'q', q)
        call('HSET', STATE, 'logged', serving)
    end
end

-- Calls as many present places as the door needs: for the sessions that are free and those that will be
-- within 2 s, so that somebody stands at the door when one ends. Of those who have not asked yet only people
-- called in the last 2 s are expected still: their deadline is more than 3 s away, nobody's at the door is
-- (docs/decisions/002).
local function supply(free, door)
    local expected = call('ZCOUNT', CALLED, text('(%.0f', line + 3000), '+inf')
    local need = min(free + 2 * leaving, tokens + 2 * rate) - door - q * expected
    if stands or need <= 0 or serving >= issued then return 0 end
    local calls, found, passed = look(min(1000, math.ceil(need / q)), low >= 2 and 0 or judged,
        read_gaps(gaps))
    if found > 0 then call('ZADD', CALLED, unpack(calls)) end
    if passed > 0 then call('HINCRBY', STATE, 'passed', passed) end
    return found
end

weigh()
local working = now - advanced >= 100
if working then
    advanced = now
    missed, left = purge(missed, left)
    roll()
    if line - marked >= 1000 then once_a_second() end
end
local free, called, door = free_sessions(), call('ZCARD', CALLED), call('ZCARD', DOOR)
if working then called = called + supply(free, door) end
save('factor', factor, 'advanced', advanced, 'marked', marked, 'judged', judged, 'serving', serving,
    'floor', floor, 'q', q, 'came', came, 'missed', missed, 'left', left, 'leaving', leaving)

local reply = snapshot(q, capacity - free, called, door)
local ended = call('ZRANGEBYSCORE', ENDED, ARGV[5], '+inf', 'WITHSCORES', 'LIMIT', 0, 1000)
reply[#reply + 1] = #ended == 2000 and number(ended[2000]) or now
for j = 1, #ended, 2 do reply[#reply + 1] = number(ended[j]) end
return reply
