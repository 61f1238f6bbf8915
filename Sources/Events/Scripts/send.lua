-- Puts rows of the outbox onto one consumer's stream, unless they wait there already.
--
-- KEYS[1] the stream. ARGV[1] how many entries it may hold, then pairs: a row's number, and the entry of
-- its last sending or "". Answers one word a row: the new entry, "waits" (the last entry lies here and
-- nobody has been given it yet, so another would only use up the row's tries) or "full".
local stream, cap = KEYS[1], tonumber(ARGV[1])

local made = redis.pcall('XGROUP', 'CREATE', stream, 'g', '0', 'MKSTREAM')
if type(made) == 'table' and made.err and not string.find(made.err, '^BUSYGROUP') then return made end

local function parts(id)
    local time, number = string.match(id, '^(%d+)%-(%d+)$')
    return tonumber(time), tonumber(number)
end

local given_time, given_number = 0, 0
for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local fields = {}
    for i = 1, #group, 2 do fields[group[i]] = group[i + 1] end
    if fields['name'] == 'g' then given_time, given_number = parts(fields['last-delivered-id']) end
end

-- A flushed or restored Redis may hold another row's entry under the same id, so the row is compared too.
local function waits(row, entry)
    local time, number = parts(entry)
    if not time or time < given_time or (time == given_time and number <= given_number) then return false end
    local found = redis.call('XRANGE', stream, entry, entry)
    return found[1] ~= nil and found[1][2][2] == row
end

local answers = {}
local length = redis.call('XLEN', stream)
for i = 2, #ARGV, 2 do
    local row, entry = ARGV[i], ARGV[i + 1]
    if entry ~= '' and waits(row, entry) then
        answers[#answers + 1] = 'waits'
    elseif length >= cap then
        answers[#answers + 1] = 'full'
    else
        answers[#answers + 1] = redis.call('XADD', stream, '*', 'row', row)
        length = length + 1
    end
end
return answers
