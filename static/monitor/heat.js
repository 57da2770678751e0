/** @import { Stretch } from "./figures.js" */
/** @import { Slot } from "./ranges.js" */
import { sum } from "./figures.js";

/** How many shades a heat map has on either side of the target, beside "none". */
export const SHADES = 6;

/**
 * One column of a heat map: a stretch of time.
 * @typedef {object} HeatColumn
 * @property {readonly number[]} shades by bucket: 0 for none, 1 to `SHADES` for ever more frames
 * @property {number} missing share of the time in which a picture was due but could not be measured
 */

/**
 * Shades go with the logarithm of the frames: one late frame among a million must still be seen.
 * @param {readonly Slot[]} slots
 * @param {number} bucketCount how many buckets the service counts in
 * @returns {HeatColumn[]}
 */
export function heatOf(slots, bucketCount) {
  const columns = slots.map(({ stretches }) => added(stretches, bucketCount));
  const most = Math.max(0, ...columns.flat());
  return slots.map(({ stretches }, index) => ({
    shades: columns[index].map((frames) => shade(frames, most)),
    missing: missingShare(stretches),
  }));
}

/**
 * How many frames were within *good*, within the target, and above it.
 * @param {readonly Stretch[]} stretches
 * @param {readonly number[]} edgesMs
 * @param {{ good_ms: number, target_ms: number }} limits both are edges
 * @returns {{ good: number, fair: number, late: number }} frames
 */
export function countsOf(stretches, edgesMs, { good_ms, target_ms }) {
  const counts = { good: 0, fair: 0, late: 0 };
  for (const [index, frames] of added(stretches, edgesMs.length + 1).entries()) {
    const edge = edgesMs[index] ?? Number.POSITIVE_INFINITY;
    counts[edge <= good_ms ? "good" : edge <= target_ms ? "fair" : "late"] += frames;
  }
  return counts;
}

/**
 * Share of the time in which a picture was due but could not be measured; 0 where none was due.
 * @param {readonly Stretch[]} stretches
 */
function missingShare(stretches) {
  const missingMs = sum(stretches, "missing_ms");
  const dueMs = missingMs + sum(stretches, "within_ms") + sum(stretches, "late_ms");
  return dueMs > 0 ? missingMs / dueMs : 0;
}

/**
 * @param {readonly Stretch[]} stretches
 * @param {number} bucketCount
 */
function added(stretches, bucketCount) {
  const total = new Array(bucketCount).fill(0);
  for (const { buckets } of stretches) {
    for (const [index, frames] of buckets.entries()) total[index] += frames;
  }
  return total;
}

/**
 * @param {number} frames
 * @param {number} most
 */
function shade(frames, most) {
  if (frames === 0) return 0;
  return 1 + Math.floor(((SHADES - 1) * Math.log1p(frames)) / Math.log1p(most));
}
