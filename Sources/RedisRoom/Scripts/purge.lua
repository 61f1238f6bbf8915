-- purge: sessions that ended by themselves, called people on whom we no longer count, and old entries of
-- `ended`. At most 1,000 of each, so that a crowd that expires at once cannot hold Redis up.
-- Takes and gives the count of people who did not come and of sessions that ended since the last mark.
local function purge(missed, left)
    local expired = call('ZRANGEBYSCORE', ACTIVE, '-inf', now, 'LIMIT', 0, 1000)
    if #expired > 0 then
        call('ZREMRANGEBYRANK', ACTIVE, 0, #expired - 1)
        call('HDEL', ENDS, unpack(expired))
    end
    local overdue = call('ZRANGEBYSCORE', CALLED, '-inf', line, 'LIMIT', 0, 1000)
    if #overdue > 0 then
        local at_door = call('ZREM', DOOR, unpack(overdue))
        call('ZREMRANGEBYRANK', CALLED, 0, #overdue - 1)
        missed = missed + (#overdue - at_door)
    end
    local old = call('ZCOUNT', ENDED, '-inf', now - 120000)
    if old > 0 then call('ZREMRANGEBYRANK', ENDED, 0, min(old, 1000) - 1) end
    return missed, left + #expired
end
