-- audit: stands between the head and the body of join and claim in rehearsals only (RoomScript.swift). It
-- sees what the script writes to `active` and `door`, and after each call, inside the script, checks the cap,
-- the rate's bound (LINE.md 2.1) and who is left at the door behind whom somebody larger entered (2.3). The
-- bound over any T seconds is one level that drains at the rate and may never pass 1 + 2 * rate. Its clock is
-- Redis TIME, not room time. What it saw goes to fields audit_* of the state and, in order, to the log.
local plain_call, plain_save = call, save
local admitted, asking = {}, {}

-- Those who still stand at the door although a larger number was let in: at most 1,000.
local function left_standing()
    local largest = 0
    for j = 1, #admitted do largest = max(largest, number(admitted[j])) end
    if largest == 0 then return {} end
    return plain_call('ZRANGEBYSCORE', DOOR, '-inf', text('(%.0f', largest), 'LIMIT', 0, 1000)
end

call = function(command, key, ...)
    local seen = command == 'ZADD' and (key == ACTIVE and admitted or key == DOOR and asking)
    if seen then
        local given = { ... }
        for j = 2, #given, 2 do seen[#seen + 1] = given[j] end
    end
    return plain_call(command, key, ...)
end

save = function(...)
    plain_save(...)
    local open, clock = capacity - free_sessions(), now - offset
    local before = plain_call('HMGET', STATE, 'audit_clock', 'audit_level', 'audit_open', 'audit_peak')
    local drained = asked_rate * max(0, clock - number(before[1] or clock)) / 1000
    local level = max(0, number(before[2] or 0) - drained) + #admitted
    local broken = #admitted > 0 and (open > capacity or level > 1.000001 + 2 * asked_rate)
    plain_call('HSET', STATE, 'audit_clock', text('%.0f', clock), 'audit_level', text('%.17g', level),
        'audit_open', max(open, number(before[3] or 0)),
        'audit_peak', text('%.17g', max(level, number(before[4] or 0))))
    plain_call('HINCRBY', STATE, 'audit_checks', 1)
    if broken then plain_call('HINCRBY', STATE, 'audit_broken', 1) end
    local standing = left_standing()
    if #standing > 0 then plain_call('HINCRBY', STATE, 'audit_overtaken', #standing) end
    if #admitted + #asking > 0 then
        plain_call('XADD', LOG, 'MAXLEN', '~', 65536, text('%.0f-*', now), 'kind', 'audit', 'clock',
            text('%.0f', clock), 'open', open, 'in', table.concat(admitted, ','),
            'door', table.concat(asking, ','), 'left', table.concat(standing, ','))
    end
end
