-- restore: makes a room, adopts one whose Redis came back, or lets a gateway that starts read it.
-- One call, no window and no paging yet: sessions, claimed bits, gaps and provisional places of LINE.md 5
-- come later.
-- ARGV  2 the gateway's gen (0: it has no facts), 3 epoch, 4 rev (0: settings from the file), 5 issued, 6
--       serving, 7 floor, 8 room time, 9 line time, 10 room time at which it last saw Redis alive, 11 opened,
--       12 gaps, 13 gens, 14 mode, 15 rate, 16 capacity, 17 start, 18 idle, 19 max, 20 recall, 21 every, 22
--       lost_after, 23 warm_up, 24 message.
-- Reply the snapshot (snapshot.lua), then 0 made, 1 adopted, 2 read.
local MADE, ADOPTED, READ = 0, 1, 2
local NAMES = { 'mode', 'rate', 'capacity', 'start', 'idle', 'max', 'recall', 'every', 'lost_after',
    'warm_up', 'message' }
local facts = { gen = number(ARGV[2]), epoch = number(ARGV[3]), rev = number(ARGV[4]),
    issued = number(ARGV[5]), serving = number(ARGV[6]), floor = number(ARGV[7]), room = number(ARGV[8]),
    line = number(ARGV[9]), alive = number(ARGV[10]), opened = number(ARGV[11]) }
if run and ARGV[#ARGV] ~= '' and clock ~= 'test' then
    return redis.error_reply('ERR this room runs on the real clock')
end

local function take_settings(rev)
    for j = 1, #NAMES do call('HSET', STATE, NAMES[j], ARGV[13 + j]) end
    call('HSET', STATE, 'rev', rev)
    mode, asked_rate, capacity, warm_up = ARGV[14], number(ARGV[15]), number(ARGV[16]), number(ARGV[23])
end

-- What a loss ends whatever came back: calls, the door and presence.
local function forget_presence()
    call('DEL', CALLED, DOOR)
    forget_slots()
end

-- Whether the settings are those of a configuration file and the file still counts: a gateway that starts
-- brings them, and until an operator has changed the room (rev 1) what the file says now is what is meant.
local function from_file(rev)
    return facts.gen == 0 and facts.rev == 0 and rev == 1
end

-- A new run's clock is not trusted: room time and line time go on from the largest seen.
local function go_on_from(room, moved)
    local raw = redis_time()
    now = room > 0 and room or raw
    line = moved > 0 and moved or now
    offset, last, stood = now - raw, now, now - line
    gen = text('%.0f', max(max(number(gen or 0), facts.gen) + 1, math.floor(raw / 1000)))
end

-- A room without a past has a full bucket and no hold-off. One whose past only gateways know counts everybody
-- up to serving as done: without the claimed bits no slip may be used twice.
local function make()
    call('DEL', STATE, CLAIMED, ACTIVE, ENDED, CALLS, FACTORS, LOG, PROV, ENDS)
    local fresh = facts.gen == 0
    gen = nil
    go_on_from(facts.room, facts.line)
    take_settings(max(1, facts.rev))
    issued, serving, floor, within, factor, window = facts.issued, facts.serving, facts.serving, 1000, 1, 0
    opened = fresh and (mode == 'scheduled' and -1 or line) or facts.opened
    hold = fresh and 0 or min(facts.alive, now) + 60000
    shape()
    tokens = fresh and 1 + 2 * rate or 0
    forget_presence()
    -- A hash with a long value is a table, not a list in which every field is searched from the front.
    call('HSET', STATE, 'about', 'The state of a room of Sluice; snapshot.lua and LINE.md 3 name its fields.')
    call('HSET', STATE, 'epoch', max(1, facts.epoch), 'gaps', ARGV[12], 'gens', ARGV[13], 'factor', 1,
        'within', within, 'advanced', 0, 'marked', 0, 'q', 1, 'came', 0, 'missed', 0, 'left', 0, 'leaving', 0,
        'entered', 0, 'passed', 0, 'logged', serving, 'clock', ARGV[#ARGV] == '' and 'redis' or 'test')
end

-- Those inside were let through all the while and could not be touched: each has its idle time from now, but
-- nothing past its absolute end. GT leaves longer lives alone; a thousand at a time, because unpack has a
-- bound.
local function revive(lost)
    local expiry = now + number(call('HGET', STATE, 'idle'))
    local places = call('ZRANGEBYSCORE', ACTIVE, text('(%.0f', lost), text('(%.0f', expiry))
    for first = 1, #places, 1000 do
        local final = min(first + 999, #places)
        local ends, words = call('HMGET', ENDS, unpack(places, first, final)), {}
        for j = first, final do
            local last_end = number(ends[j - first + 1] or expiry)
            words[#words + 1], words[#words + 2] = text('%.0f', min(expiry, last_end)), places[j]
        end
        call('ZADD', ACTIVE, 'GT', unpack(words))
    end
end

-- Redis came back with its file: the larger of what it and the gateway know, nothing in the bucket, and
-- nobody in until every token that a gateway may have renewed meanwhile is over.
local function adopt()
    local lost = last
    hold = max(hold, max(last, min(facts.alive, max(last, facts.room))) + 60000)
    go_on_from(max(last, facts.room), max(last - stood, facts.line))
    revive(lost)
    issued, serving, floor = max(issued, facts.issued), max(serving, facts.serving), max(floor, facts.floor)
    tokens, window = 0, 0
    local rev = number(call('HGET', STATE, 'rev'))
    if facts.rev > rev or from_file(rev) then take_settings(max(rev, facts.rev)) end
    forget_presence()
end

-- A gateway that reports after another has restored the line: what it knows more is taken, the hold-off may
-- grow.
local function merge()
    tick()
    if from_file(number(call('HGET', STATE, 'rev'))) then take_settings(1) end
    if facts.gen == 0 or text('%.0f', facts.gen) == gen then return end
    issued, serving, floor = max(issued, facts.issued), max(serving, facts.serving), max(floor, facts.floor)
    if facts.alive > 0 and hold > now then hold = max(hold, min(facts.alive, now) + 60000) end
    if facts.rev > number(call('HGET', STATE, 'rev')) then
        take_settings(facts.rev)
        forget_slots()
    end
end

-- Facts of another epoch say nothing about this one.
local epoch = run and number(call('HGET', STATE, 'epoch')) or 0
if run and facts.epoch < epoch then
    facts.gen, facts.rev, facts.issued, facts.serving, facts.floor = 0, 0, 0, 0, 0
end
local how
if not run or (run ~= ARGV[1] and facts.epoch > epoch) then
    how = MADE
    make()
elseif run ~= ARGV[1] then
    how = ADOPTED
    adopt()
else
    how = READ
    merge()
end
if opened < 0 and mode ~= 'scheduled' then opened = line end
stands = stopped() or hold > now
shape()
save('run', ARGV[1], 'gen', gen, 'issued', issued, 'serving', serving, 'floor', floor, 'hold', hold,
    'opened', opened, 'window', window)
if how ~= READ then
    call('XADD', LOG, 'MAXLEN', '~', 65536, text('%.0f-*', now), 'kind', how == MADE and 'made' or 'adopted',
        'gen', gen, 'issued', issued, 'serving', serving)
end
local reply = snapshot(number(call('HGET', STATE, 'q')), call('ZCOUNT', ACTIVE, text('(%.0f', now), '+inf'),
    call('ZCARD', CALLED), call('ZCARD', DOOR))
reply[#reply + 1] = how
return reply
