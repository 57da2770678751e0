/** @import { LatencyMinute } from "../modules/messages.js" */
import uPlot from "uplot";
import { formatMs } from "../agent/formats.js";
import { formatDateTime } from "../modules/i18n.js";
import { merge, minuteSlots } from "./figures.js";

/** How many minutes the chart shows: all that the service sends. */
export const MINUTES = 60;

/**
 * @typedef {object} Points columns of the chart, one value a minute, null where nothing was measured
 * @property {number[]} seconds Unix seconds, as uPlot wants them
 * @property {(number | null)[]} p50 ms
 * @property {(number | null)[]} p95 ms
 * @property {(number | null)[]} p99 ms
 * @property {(number | null)[]} missing share of the time in which a picture was due but could not be measured
 * @property {(number | null)[]} share within the target
 */

/**
 * @param {readonly LatencyMinute[]} minutes
 * @param {readonly number[]} edgesMs
 * @param {number} nowMs the server's clock
 * @returns {Points}
 */
export function pointsOf(minutes, edgesMs, nowMs) {
  const slots = minuteSlots(minutes, nowMs, MINUTES);
  const figures = slots.map(({ minute }) => (minute ? merge([minute], edgesMs) : null));
  return {
    seconds: slots.map(({ minuteMs }) => minuteMs / 1000),
    p50: figures.map((figure) => figure?.p50 ?? null),
    p95: figures.map((figure) => figure?.p95 ?? null),
    p99: figures.map((figure) => figure?.p99 ?? null),
    missing: figures.map((figure) => figure?.missing ?? null),
    share: figures.map((figure) => figure?.share ?? null),
  };
}

/**
 * @typedef {{ text: string, grid: string, p50: string, p95: string, p99: string, target: string, missing: string }}
 *   Colours resolved values: a canvas knows no custom properties
 */

/**
 * @param {{ width: number, height: number, colours: Colours, targetMs: number,
 *   missing: () => readonly (number | null)[], hovered: (index: number | null) => void }} options
 * @returns {import("uplot").Options}
 */
export function plotOptions({ width, height, colours, targetMs, missing, hovered }) {
  const axis = {
    stroke: colours.text,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
    font: "12px system-ui",
  };
  const line = (/** @type {"p50" | "p95" | "p99"} */ name, /** @type {number[]} */ dash) => ({
    label: name,
    stroke: colours[name],
    width: 2,
    dash,
    // A minute between two empty ones is a dot, or it would not be seen at all.
    points: { size: 5, fill: colours[name], filter: lonely },
  });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: true } },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(targetMs * 1.2, (max ?? 0) * 1.05)] } },
    axes: [
      {
        ...axis,
        size: 32,
        values: (_plot, ticks) => ticks.map((s) => formatDateTime(s * 1000, { timeStyle: "short" })),
      },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map(formatMs) },
    ],
    series: [{}, line("p50", []), line("p95", [8, 4]), line("p99", [2, 3])],
    hooks: {
      drawClear: [(plot) => shadeMissing(plot, missing(), colours.missing)],
      draw: [(plot) => drawTarget(plot, targetMs, colours.target)],
      setCursor: [(plot) => hovered(plot.cursor.idx ?? null)],
    },
  };
}

/**
 * A column for each minute of which something could not be measured, as high as its share.
 * @param {uPlot} plot
 * @param {readonly (number | null)[]} shares
 * @param {string} colour
 */
function shadeMissing(plot, shares, colour) {
  const { ctx, bbox } = plot;
  const wide = bbox.width / MINUTES;
  ctx.save();
  ctx.fillStyle = colour;
  for (const [index, share] of shares.entries()) {
    if (!share) continue;
    const high = bbox.height * share;
    const x = plot.valToPos(plot.data[0][index], "x", true);
    ctx.fillRect(x - wide / 2, bbox.top + bbox.height - high, wide, high);
  }
  ctx.restore();
}

/**
 * @param {uPlot} plot
 * @param {number} targetMs
 * @param {string} colour
 */
function drawTarget(plot, targetMs, colour) {
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(targetMs, "y", true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/**
 * Indices of the points that no line reaches.
 * @param {uPlot} plot
 * @param {number} series
 * @returns {number[]}
 */
function lonely(plot, series) {
  const values = plot.data[series];
  return Array.from(values.keys()).filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}
