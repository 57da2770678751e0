/** @import { Timeline, TimelineEntry, TimelineWindow } from "./views.js" */

/** Windows come about every 2 s; between two that are further apart nothing is known. */
const GAP_MS = 6000;

/**
 * The course of a consultation with all times counted from its beginning, in ms; those before it are negative.
 * @typedef {object} Course
 * @property {TimelineWindow[]} to_buyer
 * @property {TimelineWindow[]} to_agent
 * @property {TimelineEntry[]} events
 * @property {[number, number]} rangeMs the first and the last moment of which anything is known, in whole seconds
 */

/**
 * @param {Timeline} timeline
 * @returns {Course}
 */
export function courseOf({ started_ms, ended_ms, to_buyer, to_agent, events }) {
  const course = {
    to_buyer: counted(to_buyer, started_ms),
    to_agent: counted(to_agent, started_ms),
    events: counted(events, started_ms),
  };
  const moments = [...course.to_buyer, ...course.to_agent, ...course.events].map(({ at_ms }) => at_ms);
  const endMs = ended_ms === null ? 0 : ended_ms - started_ms;
  const rangeMs = [Math.min(0, ...moments), Math.max(endMs, ...moments)];
  return { ...course, rangeMs: [Math.floor(rangeMs[0] / 1000) * 1000, Math.ceil(rangeMs[1] / 1000) * 1000] };
}

/**
 * The windows with an empty place wherever nothing was told for a while, so that no line is drawn across it.
 * @param {readonly TimelineWindow[]} windows oldest first
 * @returns {{ atMs: number, window: TimelineWindow | null }[]}
 */
export function withGaps(windows) {
  /** @type {{ atMs: number, window: TimelineWindow | null }[]} */
  const places = [];
  for (const [index, window] of windows.entries()) {
    const before = windows[index - 1];
    if (before && window.at_ms - before.at_ms > GAP_MS) places.push({ atMs: before.at_ms + 1, window: null });
    places.push({ atMs: window.at_ms, window });
  }
  return places;
}

/**
 * What was known at a moment: the newest window until then.
 * @param {readonly TimelineWindow[]} windows oldest first
 * @param {number} ms
 * @returns {TimelineWindow | null} null when it was too long ago, or there was none
 */
export function windowAt(windows, ms) {
  const window = windows.findLast(({ at_ms }) => at_ms <= ms);
  return window && ms - window.at_ms <= GAP_MS ? window : null;
}

/**
 * What the windows of one picture come to. Shares are null where no picture was due.
 * @param {readonly TimelineWindow[]} windows
 */
export function summed(windows) {
  const add = (/** @type {(window: TimelineWindow) => number} */ value) =>
    windows.reduce((total, window) => total + value(window), 0);
  const withinMs = add(({ within_ms }) => within_ms);
  const missingMs = add(({ missing_ms }) => missing_ms);
  const dueMs = withinMs + missingMs + add(({ late_ms }) => late_ms);
  return {
    withinShare: dueMs > 0 ? withinMs / dueMs : null,
    missingShare: dueMs > 0 ? missingMs / dueMs : null,
    freezes: add(({ freezes }) => freezes),
    frozenMs: add(({ frozen_ms }) => frozen_ms),
  };
}

/**
 * @template {{ at_ms: number }} T
 * @param {readonly T[]} entries
 * @param {number} startMs
 */
function counted(entries, startMs) {
  return entries.map((entry) => ({ ...entry, at_ms: entry.at_ms - startMs }));
}
