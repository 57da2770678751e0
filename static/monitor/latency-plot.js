/** @import { Slot } from "./ranges.js" */
import { formatMs } from "../agent/formats.js";
import { merge } from "./figures.js";
import { drawLevel, plainAxis, timeAxis } from "./plot-parts.js";

/**
 * @typedef {object} Points columns of the chart, one value a slot, null where nothing was measured
 * @property {number[]} seconds the middle of each slot in Unix seconds, as uPlot wants them
 * @property {(number | null)[]} p50 ms
 * @property {(number | null)[]} p95 ms
 * @property {(number | null)[]} p99 ms
 * @property {(number | null)[]} missing share of the time in which a picture was due but could not be measured
 * @property {(number | null)[]} share within the target
 */

/**
 * @param {readonly Slot[]} slots
 * @param {readonly number[]} edgesMs
 * @param {number} slotMs
 * @returns {Points}
 */
export function pointsOf(slots, edgesMs, slotMs) {
  const figures = slots.map(({ stretches }) => merge(stretches, edgesMs));
  return {
    seconds: slots.map(({ startMs }) => (startMs + slotMs / 2) / 1000),
    p50: figures.map(({ p50 }) => p50),
    p95: figures.map(({ p95 }) => p95),
    p99: figures.map(({ p99 }) => p99),
    missing: figures.map(({ missing }) => missing),
    share: figures.map(({ share }) => share),
  };
}

/** What is drawn in which custom property's colour. */
export const PLOT_COLOURS = {
  text: "--text-2",
  grid: "--line-color",
  p50: "--series-p50",
  p95: "--series-p95",
  p99: "--series-p99",
  target: "--poor",
  missing: "--series-missing",
};

/**
 * @param {{ width: number, height: number, colours: Record<keyof typeof PLOT_COLOURS, string>, targetMs: number,
 *   missing: () => readonly (number | null)[], hovered: (index: number | null) => void }} options
 *   `colours`: resolved values, a canvas knows no custom properties
 * @returns {import("uplot").Options}
 */
export function plotOptions({ width, height, colours, targetMs, missing, hovered }) {
  const line = (/** @type {"p50" | "p95" | "p99"} */ name, /** @type {number[]} */ dash) => ({
    label: name,
    stroke: colours[name],
    width: 2,
    dash,
    // A slot between two empty ones is a dot, or it would not be seen at all.
    points: { size: 5, fill: colours[name], filter: lonely },
  });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: true } },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(targetMs * 1.2, (max ?? 0) * 1.05)] } },
    axes: [
      timeAxis(colours),
      { ...plainAxis(colours), size: 64, values: (_plot, ticks) => ticks.map(formatMs) },
    ],
    series: [{}, line("p50", []), line("p95", [8, 4]), line("p99", [2, 3])],
    hooks: {
      drawClear: [(plot) => shadeMissing(plot, missing(), colours.missing)],
      draw: [(plot) => drawLevel(plot, targetMs, colours.target)],
      setCursor: [(plot) => hovered(plot.cursor.idx ?? null)],
    },
  };
}

/**
 * A column for each slot of which something could not be measured, as high as its share.
 * @param {import("uplot")} plot
 * @param {readonly (number | null)[]} shares
 * @param {string} colour
 */
function shadeMissing(plot, shares, colour) {
  const { ctx, bbox } = plot;
  const wide = bbox.width / shares.length;
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
 * Indices of the points that no line reaches.
 * @param {import("uplot")} plot
 * @param {number} series
 * @returns {number[]}
 */
export function lonely(plot, series) {
  const values = plot.data[series];
  return Array.from(values.keys()).filter(
    (index) => values[index] != null && values[index - 1] == null && values[index + 1] == null,
  );
}
