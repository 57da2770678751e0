import { formatElapsed } from "../agent/formats.js";
import { formatDateTime } from "../modules/i18n.js";

const DAY_S = 86_400;
const FONT = "12px system-ui";

/**
 * What every chart of the monitor has in common: quiet grid, small type.
 * @param {{ text: string, grid: string }} colours
 * @returns {import("uplot").Axis}
 */
export function plainAxis({ text, grid }) {
  return { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { show: false }, font: FONT };
}

/**
 * The axis of time, written in the reader's conventions: clock times, and days where they are further apart.
 * @param {{ text: string, grid: string }} colours
 * @returns {import("uplot").Axis}
 */
export function timeAxis(colours) {
  return {
    ...plainAxis(colours),
    size: 32,
    space: 72,
    values: (_plot, seconds, _axis, _space, stepS) => seconds.map((s) => timeTick(s * 1000, stepS)),
  };
}

/** Steps between the ticks of an axis of elapsed time, in seconds: what clocks are divided by. */
const ELAPSED_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/**
 * The axis of the time since something began, as a running clock shows it. Its scale is in seconds and no `time`.
 * @param {{ text: string, grid: string }} colours
 * @returns {import("uplot").Axis}
 */
export function elapsedAxis(colours) {
  return {
    ...plainAxis(colours),
    size: 28,
    space: 56,
    incrs: ELAPSED_STEPS_S,
    values: (_plot, seconds) => seconds.map((s) => (s < 0 ? "" : formatElapsed(s * 1000))),
  };
}

/**
 * @param {number} ms Unix milliseconds
 * @param {number} stepS between two ticks
 */
function timeTick(ms, stepS) {
  if (stepS >= DAY_S) return formatDateTime(ms, { month: "short", day: "numeric" });
  return formatDateTime(ms, { timeStyle: stepS < 60 ? "medium" : "short" });
}

/**
 * A line across the whole plot at one value of its y scale.
 * @param {import("uplot")} plot
 * @param {number} value
 * @param {string} colour
 */
export function drawLevel(plot, value, colour) {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(value, "y", true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
