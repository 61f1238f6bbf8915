-- The three presence slots (LINE.md 2.2): each half of lost_after long, cleared and based anew when its turn
-- comes.
local slot_fields = call('HMGET', STATE, 'lost_after', 'slot', 'slot0', 'slot1', 'slot2', 'base0', 'base1',
    'base2', 'best', 'low')
local lost_after, slot = max(1000, number(slot_fields[1])), number(slot_fields[2])
local slots = { [0] = number(slot_fields[3]), number(slot_fields[4]), number(slot_fields[5]) }
local bases = { [0] = number(slot_fields[6]), number(slot_fields[7]), number(slot_fields[8]) }
local best, low = number(slot_fields[9]), number(slot_fields[10])

-- What the bits of the slot that ends say: an outage (two low slots in a row), and how far ahead to ask for
-- beats.
local function close_slot()
    local bits = call('BITCOUNT', PRESENT[slot % 3])
    local peak = best * 0.9
    if bits < peak / 2 then low = low + 1 else low = 0 end
    best = max(bits, peak)
    if bits < 60 * rate and serving + within < issued then
        within = within * 4
    elseif bits > 240 * rate then
        within = max(1000, math.floor(within / 2))
    end
end

-- Opens the slot of this moment, when it is not open yet.
local function roll()
    local current = math.floor(2 * line / lost_after)
    if current == slot then return end
    if slot >= 0 then close_slot() end
    slot = current
    local place = current % 3
    slots[place], bases[place] = current, serving - serving % 8
    call('DEL', PRESENT[place])
    call('HSET', STATE, 'slot', slot, 'slot' .. place, current, 'base' .. place, bases[place], 'best', best,
        'low', low, 'within', within)
end
