-- Takes an agent off duty. One who is ringing or in a consultation is released by that consultation first.
--
-- KEYS 1 agents  2 leases  3..2+n idle sets of his lanes  3+n..2+2n duty sets of his lanes
-- ARGV 1 agent id  2 "away" (still signed in) | "gone"  3 "" or a moment (ms): only if the lease ended by then
-- returns "off" | "absent" | "renewed" (the lease did not end) | "taken" (offered or busy)

local lease = 'agent:' .. ARGV[1]
local packed = redis.call('HGET', KEYS[1], ARGV[1])
if not packed then
  if ARGV[2] == 'gone' then
    redis.call('ZREM', KEYS[2], lease)
  end
  return 'absent'
end
if ARGV[3] ~= '' then
  local lease_end = redis.call('ZSCORE', KEYS[2], lease)
  if lease_end and tonumber(lease_end) > tonumber(ARGV[3]) then
    return 'renewed'
  end
end
local agent = cjson.decode(packed)
if agent.status == 'offered' or agent.status == 'busy' then
  return 'taken'
end
local lanes = (#KEYS - 2) / 2
for i = 3, 2 + lanes do
  redis.call('ZREM', KEYS[i], ARGV[1])
  redis.call('SREM', KEYS[i + lanes], ARGV[1])
end
if ARGV[2] == 'gone' then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('ZREM', KEYS[2], lease)
else
  agent.status = 'away'
  agent.consultation = nil
  redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(agent))
end
return 'off'
