-- Pairs one waiting ticket with one idle agent, atomically, looking from either side at the heads of the lanes.
--
-- KEYS 1 tickets  2 agents  3 leases  4 deadlines  5 consultation (to be created)
--      looking for an agent:  6 waiting set the ticket stands in   7.. idle sets, the preferred lane first
--      looking for a ticket:  6.. waiting sets of the agent's lanes
-- ARGV 1 "agent" | "ticket": what is looked for   2 id of the one who looks   3 consultation id
--      4 now (ms)  5 deadline (ms)  6 how many idle agents may be passed over for one who knows the goods
-- returns the consultation (JSON), or nil when there is nobody to pair with

local now = tonumber(ARGV[4])

local function here(client)
  local lease_end = redis.call('ZSCORE', KEYS[3], client)
  return lease_end and tonumber(lease_end) > now
end

local function load(key, id)
  local packed = redis.call('HGET', key, id)
  return packed and cjson.decode(packed)
end

-- Members of a sorted set with their scores, from the head, a page at a time.
local function heads(key)
  local offset, page, at = 0, {}, 0
  return function()
    at = at + 2
    if at > #page then
      page = redis.call('ZRANGE', key, offset, offset + 15, 'WITHSCORES')
      offset, at = offset + 16, 2
    end
    if page[at - 1] then
      return page[at - 1], tonumber(page[at])
    end
  end
end

-- The longest idle agent of the lane who did not decline; among the first few rather one who knows the goods.
local function find_agent(lane, ticket)
  local first, stale, seen = nil, {}, 0
  for id, score in heads(lane) do
    local agent = load(KEYS[2], id)
    if not agent or agent.status ~= 'available' or agent.idle_since_ms ~= score then
      stale[#stale + 1] = id
    elseif not ticket.declined[id] and here('agent:' .. id) then
      if agent.categories[ticket.category] then
        first = agent
        break
      end
      first = first or agent
      seen = seen + 1
      if seen > tonumber(ARGV[6]) then
        break
      end
    end
  end
  -- An agent leaves the lanes he was not found in only here; each entry goes once, so a look stays O(log n).
  for _, id in ipairs(stale) do
    redis.call('ZREM', lane, id)
  end
  return first
end

local ticket, agent, waiting

if ARGV[1] == 'agent' then
  ticket, waiting = load(KEYS[1], ARGV[2]), KEYS[6]
  if not ticket or ticket.state ~= 'waiting' or not here('buyer:' .. ARGV[2]) then
    return nil
  end
  for i = 7, #KEYS do
    agent = find_agent(KEYS[i], ticket)
    if agent then
      break
    end
  end
else
  agent = load(KEYS[2], ARGV[2])
  if not agent or agent.status ~= 'available' or not here('agent:' .. ARGV[2]) then
    return nil
  end
  for i = 6, #KEYS do
    for id, place in heads(KEYS[i]) do
      if ticket and place >= ticket.place_ms then
        break
      end
      local candidate = load(KEYS[1], id)
      if candidate and not candidate.declined[ARGV[2]] and here('buyer:' .. id) then
        ticket, waiting = candidate, KEYS[i]
        break
      end
    end
  end
end

if not ticket or not agent then
  return nil
end

local consultation = {
  id = ARGV[3],
  buyer = ticket.id,
  agent = agent.id,
  agent_name = agent.name,
  buyer_name = ticket.name,
  buyer_country = ticket.country,
  buyer_time_zone = ticket.time_zone,
  returning = ticket.returning,
  product = ticket.product,
  purpose = ticket.purpose,
  language = ticket.language,
  language_differs = not agent.languages[ticket.lane],
  place_ms = ticket.place_ms,
  joined_ms = ticket.joined_ms,
  offered_ms = now,
  deadline_ms = tonumber(ARGV[5]),
  state = 'offered',
  version = 1,
  generation = 1,
}
ticket.state, ticket.consultation = 'offered', ARGV[3]
agent.status, agent.consultation = 'offered', ARGV[3]

local packed = cjson.encode(consultation)
redis.call('SET', KEYS[5], packed)
redis.call('HSET', KEYS[1], ticket.id, cjson.encode(ticket))
redis.call('HSET', KEYS[2], agent.id, cjson.encode(agent))
redis.call('ZREM', waiting, ticket.id)
redis.call('ZADD', KEYS[4], ARGV[5], ARGV[3])
return packed
