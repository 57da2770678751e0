-- Takes a waiting buyer out of line. A ticket that is offered or paired belongs to its consultation and stays.
--
-- KEYS 1 tickets  2 leases  3 relaxing  4 waiting set of the own lane  5 waiting set of any language
-- ARGV 1 buyer id  2 "" or a moment (ms): leave only if the lease ended by then
-- returns "left" | "absent" | "renewed" (the lease did not end) | "taken" (offered or paired)

local lease = 'buyer:' .. ARGV[1]
local packed = redis.call('HGET', KEYS[1], ARGV[1])
if not packed then
  redis.call('ZREM', KEYS[2], lease)
  return 'absent'
end
if ARGV[2] ~= '' then
  local lease_end = redis.call('ZSCORE', KEYS[2], lease)
  if lease_end and tonumber(lease_end) > tonumber(ARGV[2]) then
    return 'renewed'
  end
end
if cjson.decode(packed).state ~= 'waiting' then
  return 'taken'
end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], lease)
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('ZREM', KEYS[5], ARGV[1])
return 'left'
