-- The marks, one a second of line time, and what follows from them (LINE.md 2.2, 2.3): floor and the judged
-- edge. The id of a mark in `calls` is its line time; s serving, e the front edge, d the lowest place at the
-- door or 0.

-- The newest mark that is at least `age` old: its id as text and as line time, and its fields; nil when there
-- is none.
local function mark_before(age)
    local found = call('XREVRANGE', CALLS, text('%.0f', line - age), '-', 'COUNT', 1)[1]
    if not found then return nil end
    return { id = found[1], time = number(string.match(found[1], '^%d+')), serving = number(found[2][2]),
        edge = number(found[2][4]) }
end

-- Adds a mark, drops those that nothing asks for any more, and gives the judged edge: the place up to which
-- everybody was asked to beat all through the last lost_after. A mark from before `edges_after` has lost its
-- edge.
local function mark(recall, edges_after)
    local lowest = number(call('ZRANGE', DOOR, 0, 0)[1] or 0)
    call('XADD', CALLS, text('%.0f-1', line), 's', serving, 'e', min(serving + within, issued), 'd', lowest)
    local recalled, asked = mark_before(recall), mark_before(lost_after)
    local judged, door = asked and asked.time > edges_after and asked.edge or 0, math.huge
    for _, entry in ipairs(call('XRANGE', CALLS, text('%.0f', line - lost_after), '+')) do
        judged = min(judged, number(entry[2][4]))
        local at_door = number(entry[2][6])
        if at_door > 0 then door = min(door, at_door) end
    end
    if recalled then floor = max(floor, min(recalled.serving, door - 1)) end
    if recalled and asked then
        call('XTRIM', CALLS, 'MINID', '=', recalled.time < asked.time and recalled.id or asked.id)
    end
    return judged
end
