/** @import { LatencyMinute, LiveChange, LiveConsultation, MonitorState, MonitorUpdate } from "../modules/messages.js" */

const HOUR_MS = 3_600_000;

/**
 * What the monitor knows after an update. What has not changed stays the same object, so that whoever draws it can
 * tell by comparing.
 * @param {MonitorState} state
 * @param {MonitorUpdate} update
 * @returns {MonitorState}
 */
export function applied(state, update) {
  return {
    ...state,
    now_ms: update.now_ms,
    waiting: update.waiting,
    agents_on_duty: update.agents_on_duty,
    live: liveAfter(state.live, update),
    minutes: minutesAfter(state.minutes, update.minutes ?? [], update.now_ms),
    budget: update.budget ?? state.budget,
    alerts: update.alerts ?? state.alerts,
    probes: update.probes ?? state.probes,
  };
}

/**
 * @param {readonly LiveConsultation[]} live
 * @param {MonitorUpdate} update
 */
function liveAfter(live, { live: whole = [], figures = [], gone = [] }) {
  const entries = new Map(live.map((entry) => [entry.id, entry]));
  for (const entry of whole) entries.set(entry.id, entry);
  for (const change of figures) {
    const entry = entries.get(change.id);
    if (entry) entries.set(change.id, withFigures(entry, change));
  }
  for (const id of gone) entries.delete(id);
  return [...entries.values()];
}

/**
 * @param {LiveConsultation} entry
 * @param {LiveChange} change
 */
function withFigures(entry, change) {
  return {
    ...entry,
    to_buyer: change.to_buyer ?? entry.to_buyer,
    to_agent: change.to_agent ?? entry.to_agent,
  };
}

/**
 * @param {LatencyMinute[]} minutes
 * @param {readonly LatencyMinute[]} changed
 * @param {number} nowMs
 */
function minutesAfter(minutes, changed, nowMs) {
  const oldest = nowMs - HOUR_MS;
  if (changed.length === 0 && !minutes.some(({ minute_ms }) => minute_ms < oldest)) return minutes;
  const known = new Map(minutes.map((minute) => [minute.minute_ms, minute]));
  for (const minute of changed) known.set(minute.minute_ms, minute);
  return [...known.values()]
    .filter(({ minute_ms }) => minute_ms >= oldest)
    .sort((a, b) => a.minute_ms - b.minute_ms);
}
