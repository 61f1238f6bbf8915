-- The answer of advance and restore. After status and room time, in this order:
-- line time, gen, epoch, rev, mode, issued, serving, floor, within, active, called, door, stands, held,
-- tokens, shaped rate, q, opened, hold, gaps, gens, message, operator's rate, capacity, start, idle, max,
-- recall, every, lost_after, warm_up, entered, passed. Fractions are texts with 17 digits; durations and
-- times are milliseconds.
local function snapshot(q, active, called, door)
    local said = call('HMGET', STATE, 'epoch', 'rev', 'gaps', 'gens', 'message', 'start', 'idle', 'max',
        'recall', 'every', 'lost_after', 'warm_up', 'entered', 'passed')
    return { OK, now, line, gen, said[1], said[2], mode, issued, serving, floor, within, active, called, door,
        stands and 1 or 0, (window > 0 or hold > now) and 1 or 0, text('%.17g', tokens), text('%.17g', rate),
        text('%.17g', q), opened, hold, said[3], said[4], said[5], text('%.17g', asked_rate), capacity,
        said[6], said[7], said[8], said[9], said[10], said[11], said[12], said[13], said[14] }
end
