-- rebuild: the bits become the OR of the ids' masks.
-- KEYS  1 to 5.
-- Reply COLD; 1 and how many seats were mended.
local old = call('GET', KEYS[1])
if not old then return { COLD } end
local words = {}
for seat = 1, #old / 4 do words[seat] = 0 end
local values = call('HVALS', KEYS[2])
for j = 1, #values do
    local mask, seats = unpacked(values[j])
    for k = 1, #seats do words[seats[k] + 1] = bor(words[seats[k] + 1] or 0, mask) end
end
local mended = {}
for seat = 1, #words do
    words[seat] = pack('<I4', words[seat])
    if words[seat] ~= string.sub(old, 4 * seat - 3, 4 * seat) then mended[#mended + 1] = seat - 1 end
end
if #mended > 0 then
    call('SET', KEYS[1], table.concat(words))
    call('PUBLISH', KEYS[5], table.concat(mended, ' '))
end
return { 1, #mended }
