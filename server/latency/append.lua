-- Appends rows to timelines.
--
-- KEYS the timeline of each row
-- ARGV the rows (JSON)
-- returns nothing

for index, timeline in ipairs(KEYS) do
  redis.call('RPUSH', timeline, ARGV[index])
end
