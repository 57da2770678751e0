-- Commits one step of a consultation, with what it means for the ticket and the agent, or nothing at all.
--
-- KEYS 1 consultation  2 tickets  3 agents  4 leases  5 deadlines  6 relaxing  7 handling
--      8 waiting set of the ticket's own lane  9 waiting set of any language
--      10..9+n idle sets of the agent's lanes  10+n..9+2n duty sets of the agent's lanes
-- ARGV 1 consultation id  2 version it was read at  3 consultation (JSON)  4 seconds to keep it, "" while it lives
--      5 buyer id  6 ticket's fate: keep | pair | requeue | pass_on (requeue, not to this agent again) | drop
--      7 agent id  8 agent's fate: keep | busy | available | wrap_up | away | gone
--      9 now (ms)  10 how long it was handled (ms), "" if it was not
--      11 "" or the lease ("buyer:ID", "agent:ID") that must have ended for this step to be right
-- returns "done" | "stale" (someone was faster: read it again) | "renewed" (that lease did not end)

local packed = redis.call('GET', KEYS[1])
if not packed or cjson.decode(packed).version ~= tonumber(ARGV[2]) then
  return 'stale'
end
local now = tonumber(ARGV[9])
if ARGV[11] ~= '' then
  local lease_end = redis.call('ZSCORE', KEYS[4], ARGV[11])
  if lease_end and tonumber(lease_end) > now then
    return 'renewed'
  end
end

if ARGV[4] == '' then
  redis.call('SET', KEYS[1], ARGV[3])
else
  redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4])
end
if cjson.decode(ARGV[3]).state ~= 'offered' then
  redis.call('ZREM', KEYS[5], ARGV[1])
end

local buyer, fate = ARGV[5], ARGV[6]
local ticket = redis.call('HGET', KEYS[2], buyer)
ticket = ticket and cjson.decode(ticket)
if fate ~= 'keep' and ticket and ticket.consultation == ARGV[1] then
  if fate == 'drop' then
    redis.call('HDEL', KEYS[2], buyer)
    redis.call('ZREM', KEYS[4], 'buyer:' .. buyer)
    redis.call('ZREM', KEYS[6], buyer)
  else
    if fate == 'pair' then
      ticket.state = 'paired'
    else
      ticket.state, ticket.consultation = 'waiting', nil
      if fate == 'pass_on' then
        ticket.declined[ARGV[7]] = true
      end
      redis.call('ZADD', ticket.relaxed and KEYS[9] or KEYS[8], ticket.place_ms, buyer)
    end
    redis.call('HSET', KEYS[2], buyer, cjson.encode(ticket))
  end
end

local agent = redis.call('HGET', KEYS[3], ARGV[7])
agent = agent and cjson.decode(agent)
fate = ARGV[8]
if fate ~= 'keep' and agent and agent.consultation == ARGV[1] then
  local lanes = (#KEYS - 9) / 2
  if fate == 'available' then
    agent.idle_since_ms = now
  end
  for i = 10, 9 + lanes do
    if fate == 'available' then
      redis.call('ZADD', KEYS[i], now, ARGV[7])
    elseif fate ~= 'busy' then
      redis.call('ZREM', KEYS[i], ARGV[7])
      if fate ~= 'wrap_up' then
        redis.call('SREM', KEYS[i + lanes], ARGV[7])
      end
    end
  end
  if fate == 'gone' then
    redis.call('HDEL', KEYS[3], ARGV[7])
    redis.call('ZREM', KEYS[4], 'agent:' .. ARGV[7])
  else
    agent.status = fate
    if fate == 'available' or fate == 'away' then
      agent.consultation = nil
    end
    redis.call('HSET', KEYS[3], ARGV[7], cjson.encode(agent))
  end
end

if ARGV[10] ~= '' then
  local average = tonumber(redis.call('GET', KEYS[7])) or tonumber(ARGV[10])
  redis.call('SET', KEYS[7], math.floor(0.8 * average + 0.2 * tonumber(ARGV[10])))
end
return 'done'
