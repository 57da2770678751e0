/** @import { LatencyMinute, Stages } from "../modules/messages.js" */
/** @import { HistoryPoint } from "./views.js" */
import { Histogram } from "../modules/latency/histogram.js";

/** @type {readonly (keyof Stages)[]} */
export const STAGES = ["capture_encode", "network", "jitter_buffer", "decode_render"];

/**
 * Sums over a stretch of time, whatever its length: they merge by addition.
 * @typedef {object} Stretch
 * @property {number} at_ms where it begins
 * @property {readonly number[]} buckets frames by `welcome.histogram_edges_ms`
 * @property {number} within_ms
 * @property {number} late_ms
 * @property {number} missing_ms
 * @property {Stages} stages
 * @property {number} freezes
 * @property {number} frozen_ms
 */

/**
 * What stretches of time come to. Null where nothing was measured.
 * @typedef {object} Figures
 * @property {number | null} p50 ms
 * @property {number | null} p95 ms
 * @property {number | null} p99 ms
 * @property {number | null} share of the time in which a picture was due: newest frame within the target
 * @property {number | null} missing share of that time in which it could not be measured
 * @property {number} dueMs the time in which a picture was due
 * @property {Record<keyof Stages, number | null>} stages mean ms a frame
 */

/** @param {LatencyMinute} minute @returns {Stretch} */
export function ofMinute({ minute_ms, freezes = 0, frozen_ms = 0, ...sums }) {
  return { ...sums, at_ms: minute_ms, freezes, frozen_ms };
}

/** @param {HistoryPoint} point @returns {Stretch} */
export function ofPoint({ at_ms, buckets, stages, figures }) {
  const dueMs = figures.due_s * 1000;
  const within_ms = dueMs * (figures.within_share ?? 0);
  const missing_ms = dueMs * (figures.missing_share ?? 0);
  return {
    at_ms,
    buckets,
    stages,
    within_ms,
    missing_ms,
    late_ms: Math.max(0, dueMs - within_ms - missing_ms),
    freezes: figures.freezes,
    frozen_ms: figures.frozen_s * 1000,
  };
}

/**
 * Merges by adding up; percentiles come from the merged histogram, never from other percentiles.
 * @param {readonly Stretch[]} stretches
 * @param {readonly number[]} edgesMs `welcome.histogram_edges_ms`
 * @returns {Figures}
 */
export function merge(stretches, edgesMs) {
  const histogram = new Histogram(edgesMs);
  for (const { buckets } of stretches) histogram.merge(buckets);
  const withinMs = sum(stretches, "within_ms");
  const missingMs = sum(stretches, "missing_ms");
  // What could not be measured was due all the same: it counts as not within.
  const dueMs = withinMs + missingMs + sum(stretches, "late_ms");
  return {
    p50: histogram.percentile(0.5),
    p95: histogram.percentile(0.95),
    p99: histogram.percentile(0.99),
    share: dueMs > 0 ? withinMs / dueMs : null,
    missing: dueMs > 0 ? missingMs / dueMs : null,
    dueMs,
    stages: meanStages(stretches),
  };
}

/**
 * Those that overlap the last `lengthMs`.
 * @param {readonly LatencyMinute[]} minutes
 * @param {number} nowMs the server's clock
 * @param {number} lengthMs
 */
export function lastMinutes(minutes, nowMs, lengthMs) {
  return minutes.map(ofMinute).filter(({ at_ms }) => at_ms + 60_000 > nowMs - lengthMs);
}

/**
 * @param {readonly Stretch[]} stretches
 * @param {"within_ms" | "late_ms" | "missing_ms" | "freezes" | "frozen_ms"} name
 */
export function sum(stretches, name) {
  return stretches.reduce((total, stretch) => total + stretch[name], 0);
}

/**
 * @param {readonly Stretch[]} stretches
 * @returns {Record<keyof Stages, number | null>}
 */
function meanStages(stretches) {
  const means = STAGES.map((name) => {
    const spentMs = stretches.reduce((total, { stages }) => total + (stages[name]?.sum_ms ?? 0), 0);
    const frames = stretches.reduce((total, { stages }) => total + (stages[name]?.frames ?? 0), 0);
    return [name, frames > 0 ? spentMs / frames : null];
  });
  return Object.fromEntries(means);
}
