/** @import { LatencyMinute, Stages } from "../modules/messages.js" */
import { Histogram } from "../modules/latency/histogram.js";

const MINUTE_MS = 60_000;

/** @type {readonly (keyof Stages)[]} */
export const STAGES = ["capture_encode", "network", "jitter_buffer", "decode_render"];

/**
 * What a stretch of time comes to. Null where nothing was measured.
 * @typedef {object} Figures
 * @property {number | null} p50 ms
 * @property {number | null} p95 ms
 * @property {number | null} p99 ms
 * @property {number | null} share of the time in which a picture was due: newest frame within the target
 * @property {number | null} missing share of that time in which it could not be measured
 * @property {Record<keyof Stages, number | null>} stages mean ms a frame
 */

/**
 * Merges minutes by adding up; percentiles come from the merged histogram, never from other percentiles.
 * @param {readonly LatencyMinute[]} minutes
 * @param {readonly number[]} edgesMs `welcome.histogram_edges_ms`
 * @returns {Figures}
 */
export function merge(minutes, edgesMs) {
  const histogram = new Histogram(edgesMs);
  const time = { within: 0, late: 0, missing: 0 };
  for (const minute of minutes) {
    histogram.merge(minute.buckets);
    time.within += minute.within_ms;
    time.late += minute.late_ms;
    time.missing += minute.missing_ms;
  }
  // What could not be measured was due all the same: it counts as not within.
  const due = time.within + time.late + time.missing;
  return {
    p50: histogram.percentile(0.5),
    p95: histogram.percentile(0.95),
    p99: histogram.percentile(0.99),
    share: due > 0 ? time.within / due : null,
    missing: due > 0 ? time.missing / due : null,
    stages: meanStages(minutes),
  };
}

/**
 * The minutes that overlap the last `count` ones.
 * @param {readonly LatencyMinute[]} minutes
 * @param {number} nowMs the server's clock
 * @param {number} count
 */
export function lastMinutes(minutes, nowMs, count) {
  return minutes.filter(({ minute_ms }) => minute_ms + MINUTE_MS > nowMs - count * MINUTE_MS);
}

/**
 * One entry for each of the last `count` minutes, oldest first; undefined where the server has none.
 * @param {readonly LatencyMinute[]} minutes
 * @param {number} nowMs the server's clock
 * @param {number} count
 * @returns {{ minuteMs: number, minute: LatencyMinute | undefined }[]}
 */
export function minuteSlots(minutes, nowMs, count) {
  const known = new Map(minutes.map((minute) => [minute.minute_ms, minute]));
  const newest = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: count }, (_, index) => {
    const minuteMs = newest - (count - 1 - index) * MINUTE_MS;
    return { minuteMs, minute: known.get(minuteMs) };
  });
}

/**
 * @param {readonly LatencyMinute[]} minutes
 * @returns {Record<keyof Stages, number | null>}
 */
function meanStages(minutes) {
  const means = STAGES.map((name) => {
    const sum = minutes.reduce((total, { stages }) => total + (stages[name]?.sum_ms ?? 0), 0);
    const frames = minutes.reduce((total, { stages }) => total + (stages[name]?.frames ?? 0), 0);
    return [name, frames > 0 ? sum / frames : null];
  });
  return Object.fromEntries(means);
}
