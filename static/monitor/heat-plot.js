import { formatMs } from "../agent/formats.js";
import { drawLevel, plainAxis, timeAxis } from "./plot-parts.js";

/** @typedef {import("./heat.js").HeatColumn} HeatColumn */

/** Rows of the plot below the buckets: a gap, and the strip of what could not be measured. */
const GAP_ROWS = 1;
const STRIP_ROWS = 2;
/** Share of the strip that is filled for the least that could not be measured, so that it is seen. */
const LEAST_STRIP = 0.4;
/** Rows between two labels. */
const LABEL_ROWS = 3;

/**
 * @typedef {object} HeatColours resolved values; `within` and `late` go from few to many frames
 * @property {string} text
 * @property {string} grid
 * @property {string} target
 * @property {string} missing
 * @property {readonly string[]} within
 * @property {readonly string[]} late
 */

/**
 * The edges that are written beside the map: *good* and the target, and of the others as many as have room.
 * @param {readonly number[]} edgesMs
 * @param {readonly number[]} always edges that must be among them
 * @returns {number[]} indices, ascending
 */
function labelledEdges(edgesMs, always) {
  const chosen = always.map((ms) => edgesMs.indexOf(ms));
  for (const index of edgesMs.keys()) {
    if (chosen.every((other) => Math.abs(other - index) >= LABEL_ROWS)) chosen.push(index);
  }
  return chosen.sort((a, b) => a - b);
}

/**
 * @param {{ width: number, height: number, colours: HeatColours, edgesMs: readonly number[], goodMs: number,
 *   targetMs: number, slotMs: number, columns: () => readonly HeatColumn[] }} options
 * @returns {import("uplot").Options}
 */
export function heatOptions({ edgesMs, goodMs, targetMs, colours, ...options }) {
  const { width, height, slotMs, columns } = options;
  const rows = edgesMs.length + 1;
  const targetRow = edgesMs.indexOf(targetMs) + 1;
  const labels = labelledEdges(edgesMs, [goodMs, targetMs]);
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { range: (_plot, min, max) => [min - slotMs / 2000, max + slotMs / 2000] },
      y: { range: [-(GAP_ROWS + STRIP_ROWS), rows] },
    },
    axes: [
      { ...timeAxis(colours), grid: { show: false } },
      {
        ...plainAxis(colours),
        size: 64,
        // An edge is the upper end of its row.
        splits: () => labels.map((index) => index + 1),
        values: (_plot, splits) => splits.map((row) => formatMs(edgesMs[row - 1])),
      },
    ],
    series: [{}, { show: false }],
    hooks: {
      draw: [
        (plot) => {
          drawCells(plot, { columns: columns(), slotMs, targetRow, colours });
          drawLevel(plot, targetRow, colours.target);
        },
      ],
    },
  };
}

/**
 * @param {import("uplot")} plot
 * @param {{ columns: readonly HeatColumn[], slotMs: number, targetRow: number, colours: HeatColours }} map
 */
function drawCells(plot, { columns, slotMs, targetRow, colours }) {
  const { ctx } = plot;
  const y = (/** @type {number} */ row) => Math.round(plot.valToPos(row, "y", true));
  const half = slotMs / 2000;
  ctx.save();
  for (const [index, { shades, missing }] of columns.entries()) {
    const seconds = plot.data[0][index];
    // Rounded edges, shared with the neighbour: fractions would leave seams.
    const left = Math.round(plot.valToPos(seconds - half, "x", true));
    const wide = Math.round(plot.valToPos(seconds + half, "x", true)) - left;
    for (const [row, shade] of shades.entries()) {
      if (shade === 0) continue;
      ctx.fillStyle = (row < targetRow ? colours.within : colours.late)[shade - 1];
      ctx.fillRect(left, y(row + 1), wide, y(row) - y(row + 1));
    }
    if (missing === 0) continue;
    ctx.fillStyle = colours.missing;
    const top = y(-GAP_ROWS - STRIP_ROWS * (1 - Math.max(missing, LEAST_STRIP)));
    ctx.fillRect(left, top, wide, y(-GAP_ROWS - STRIP_ROWS) - top);
  }
  ctx.restore();
}
