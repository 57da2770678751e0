-- Makes an agent ready to be rung: idle in each of his lanes, on duty in each.
--
-- KEYS 1 agents  2 leases  3..2+n idle sets of his lanes  3+n..2+2n duty sets of his lanes
-- ARGV 1 agent id  2 agent (JSON, status "available", idle_since_ms = ARGV[3])  3 idle since (ms)  4 lease end (ms)
-- returns the agent that now stands (JSON): unchanged if he was ringing, in a consultation or available already

local lease = 'agent:' .. ARGV[1]
redis.call('ZADD', KEYS[2], ARGV[4], lease)
local existing = redis.call('HGET', KEYS[1], ARGV[1])
if existing then
  local status = cjson.decode(existing).status
  if status == 'offered' or status == 'busy' or status == 'available' then
    return existing
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
local lanes = (#KEYS - 2) / 2
for i = 3, 2 + lanes do
  redis.call('ZADD', KEYS[i], ARGV[3], ARGV[1])
  redis.call('SADD', KEYS[i + lanes], ARGV[1])
end
return ARGV[2]
