-- Head of every script but restore: moved?, then the clocks.
-- `run` was written by the last restore. A Redis that came back with its file has another run id than its
-- state says, so every gateway is refused until one has restored; then the others are, by `gen`.
if not run or run ~= ARGV[1] or gen ~= ARGV[2] then return { MOVED } end
if ARGV[#ARGV] ~= '' and clock ~= 'test' then
    return redis.error_reply('ERR this room runs on the real clock')
end
tick()
