-- tell: holds changed in Postgres; each is put or released, in this order and with nobody between.
-- KEYS  1 to 5.
-- ARGV  for each: 'release', id; or 'put', id, digest or nothing, mask, milliseconds left or -1 when sold,
--       the number of seats, the seats.
-- Reply COLD, or 1.
if call('EXISTS', KEYS[1]) == 0 then return { COLD } end
local changed, at = {}, 1
while ARGV[at] do
    local id, seats = ARGV[at + 1], {}
    if ARGV[at] == 'release' then
        seats = release(id)
        at = at + 2
    else
        local count = tonumber(ARGV[at + 5])
        for j = 1, count do seats[j] = tonumber(ARGV[at + 5 + j]) end
        put(id, ARGV[at + 2], tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4]), seats)
        at = at + 6 + count
    end
    for j = 1, #seats do changed[#changed + 1] = seats[j] end
end
if #changed > 0 then call('PUBLISH', KEYS[5], table.concat(changed, ' ')) end
return { 1 }
