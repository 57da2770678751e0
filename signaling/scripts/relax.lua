-- Lifts the language rule from a ticket: from now on an agent of any language may be offered it. Its place stays.
--
-- KEYS 1 tickets  2 relaxing  3 waiting set of the own lane  4 waiting set of any language
-- ARGV 1 buyer id
-- returns the ticket (JSON), or nil when there is none

redis.call('ZREM', KEYS[2], ARGV[1])
local packed = redis.call('HGET', KEYS[1], ARGV[1])
if not packed then
  return nil
end
local ticket = cjson.decode(packed)
ticket.relaxed = true
if ticket.state == 'waiting' then
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('ZADD', KEYS[4], ticket.place_ms, ARGV[1])
end
packed = cjson.encode(ticket)
redis.call('HSET', KEYS[1], ARGV[1], packed)
return packed
