-- set: an operator changes settings; whoever changed them first wins.
-- ARGV  3 the rev that the operator saw, 4 the operator, then pairs of field and value.
-- Reply status (0 or conflict), room time, the rev now.
local SETTABLE = { mode = true, rate = true, capacity = true, start = true, idle = true, max = true,
    recall = true, every = true, lost_after = true, warm_up = true, message = true }
for j = 5, #ARGV - 2, 2 do
    if not SETTABLE[ARGV[j]] then return redis.error_reply('ERR no such setting') end
end
local more = call('HMGET', STATE, 'rev', 'lost_after')
if more[1] ~= ARGV[3] then
    save()
    return { CONFLICT, now, number(more[1]) }
end
local entry = { 'kind', 'set', 'by', ARGV[4], 'rev', more[1] + 1 }
for j = 5, #ARGV - 2, 2 do
    local field, value = ARGV[j], ARGV[j + 1]
    entry[#entry + 1] = field
    entry[#entry + 1] = value
    call('HSET', STATE, field, value)
    if field == 'mode' and opened < 0 and value ~= 'scheduled' then
        opened = line
    elseif field == 'lost_after' and value ~= more[2] then
        forget_slots() -- slots of another length: their bits mean nothing now
    end
end
call('XADD', LOG, 'MAXLEN', '~', 65536, text('%.0f-*', now), unpack(entry))
save('rev', more[1] + 1, 'opened', opened)
return { OK, now, more[1] + 1 }
