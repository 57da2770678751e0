-- Puts a buyer in line, or finds him there already.
--
-- KEYS 1 tickets  2 leases  3 relaxing  4 lanes  5 waiting set of the ticket's own lane
-- ARGV 1 buyer id  2 ticket (JSON, state "waiting")  3 place (ms)  4 lease end (ms)
--      5 moment from which any language will do (ms), "" for never  6 lane name
-- returns the ticket that now stands (JSON): the new one, or the one that was there before, untouched

local lease = 'buyer:' .. ARGV[1]
local existing = redis.call('HGET', KEYS[1], ARGV[1])
if existing then
  redis.call('ZADD', KEYS[2], ARGV[4], lease)
  return existing
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[5], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[2], ARGV[4], lease)
redis.call('SADD', KEYS[4], ARGV[6])
if ARGV[5] ~= '' then
  redis.call('ZADD', KEYS[3], ARGV[5], ARGV[1])
end
return ARGV[2]
