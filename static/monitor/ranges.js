/** @import { Stretch } from "./figures.js" */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * What the charts can look back on: how far, in which steps the service is asked, and how wide a column is.
 * @typedef {object} Range
 * @property {number} lengthMs a whole number of slots
 * @property {number} slotMs a whole number of steps
 * @property {"minute" | "hour" | "day"} step
 */

/** @type {Record<"hour" | "day" | "month", Range>} */
export const RANGES = {
  hour: { lengthMs: HOUR_MS, slotMs: MINUTE_MS, step: "minute" },
  day: { lengthMs: DAY_MS, slotMs: 10 * MINUTE_MS, step: "minute" },
  month: { lengthMs: 30 * DAY_MS, slotMs: 6 * HOUR_MS, step: "hour" },
};

/** @typedef {keyof typeof RANGES} RangeName */

/**
 * One column of a chart, and all that is known of it: nothing, where `stretches` is empty.
 * @typedef {{ startMs: number, stretches: Stretch[] }} Slot
 */

/**
 * The slots of a range, oldest first, up to the one that has just begun.
 * @param {readonly Stretch[]} stretches in any order; those from before the range are left out
 * @param {number} nowMs the server's clock
 * @param {Range} range
 * @returns {Slot[]}
 */
export function slotsOf(stretches, nowMs, { lengthMs, slotMs }) {
  const count = lengthMs / slotMs;
  const endMs = (Math.floor(nowMs / slotMs) + 1) * slotMs;
  const startMs = endMs - count * slotMs;
  /** @type {Slot[]} */
  const slots = Array.from({ length: count }, (_, index) => ({
    startMs: startMs + index * slotMs,
    stretches: [],
  }));
  for (const stretch of stretches)
    slots[Math.floor((stretch.at_ms - startMs) / slotMs)]?.stretches.push(stretch);
  return slots;
}
