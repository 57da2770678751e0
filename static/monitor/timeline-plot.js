/** @import { Line, Spec } from "./timeline-specs.js" */
/** @import { Tone } from "./timeline-events.js" */
/** @import { TimelineWindow } from "./views.js" */
import uPlot from "uplot";
import { lonely } from "./latency-plot.js";
import { drawLevel, elapsedAxis, plainAxis } from "./plot-parts.js";
import { withGaps } from "./timeline-series.js";

/** Height of the lane above a chart in which the marks of events stand, in CSS pixels. */
const LANE = 22;
const MARK = 5;
/** Room for the axis of time below a chart. */
const AXIS = 28;

/** @typedef {{ atMs: number, tone: Tone }} Mark */

/** Custom properties of what every chart of a timeline draws beside its lines. */
export const TIMELINE_COLOURS = {
  text: "--text-2",
  grid: "--line-color",
  target: "--poor",
  missing: "--series-missing",
  bound: "--series-bound",
  action: "--accent",
  trouble: "--poor",
  person: "--series-p95",
  complaint: "--series-p99",
  course: "--text-2",
};

/**
 * Columns for uPlot: seconds since the beginning, the drawn lines, and for the latency the edges of its bound.
 * @param {Spec} spec
 * @param {readonly TimelineWindow[]} windows
 * @returns {import("uplot").AlignedData}
 */
export function timelineData(spec, windows) {
  const places = withGaps(windows);
  const column = (/** @type {(window: TimelineWindow) => number | null} */ value) =>
    places.map(({ window }) => window && value(window));
  const seconds = places.map(({ atMs }) => atMs / 1000);
  const lines = drawn(spec);
  if (spec.stacked) {
    // The greatest sum first: each next one is drawn over it.
    return [
      seconds,
      ...lines.map((_, index) => column((window) => total(lines.slice(0, index + 1), window))).reverse(),
    ];
  }
  const values = lines.map(({ value }) => column(value));
  if (!spec.latency) return [seconds, ...values];
  const edge = (/** @type {1 | -1} */ side) =>
    column(({ newest_ms, bound_ms }) =>
      newest_ms === null || bound_ms === null ? null : Math.max(0, newest_ms + side * bound_ms),
    );
  return [seconds, ...values, edge(1), edge(-1)];
}

/**
 * @param {Spec} spec
 * @param {object} surroundings
 * @param {number} surroundings.width CSS pixels
 * @param {Record<keyof typeof TIMELINE_COLOURS, string>} surroundings.colours resolved values
 * @param {(property: string) => string} surroundings.colourOf the resolved value of a line's colour
 * @param {number} surroundings.targetMs
 * @param {[number, number]} surroundings.rangeMs what the axis of time shows, counted from the beginning as all times are
 * @param {string} surroundings.syncKey charts of the same key share the pointer
 * @param {() => readonly Mark[]} surroundings.marks
 * @param {() => readonly TimelineWindow[]} surroundings.windows
 * @returns {import("uplot").Options}
 */
export function timelineOptions(
  spec,
  { width, colours, colourOf, targetMs, rangeMs, syncKey, marks, windows },
) {
  const lines = spec.stacked ? drawn(spec).toReversed() : drawn(spec);
  const series = lines.map(({ id, colour, dash }) => ({
    label: id,
    stroke: colourOf(colour),
    fill: spec.stacked ? colourOf(colour) : undefined,
    width: spec.stacked ? 0 : 2,
    dash,
    paths: spec.stepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined,
    points: { size: 4, fill: colourOf(colour), filter: lonely },
  }));
  const edges = spec.latency
    ? [
        { label: "high", points: { show: false } },
        { label: "low", points: { show: false } },
      ]
    : [];
  const lane = spec.latency ? LANE : 6;
  return {
    width,
    height: spec.height + lane + AXIS,
    padding: [lane, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false }, sync: { key: syncKey } },
    scales: {
      x: { time: false, range: () => [rangeMs[0] / 1000, rangeMs[1] / 1000] },
      y: {
        range: (_plot, _min, max) => [
          0,
          Math.max((max ?? 0) * 1.1, spec.latency ? targetMs * 1.2 : Number.MIN_VALUE) || 1,
        ],
      },
    },
    axes: [
      elapsedAxis(colours),
      { ...plainAxis(colours), size: 76, space: 36, values: (_plot, ticks) => ticks.map(spec.axis) },
    ],
    series: [{}, ...series, ...edges],
    bands: spec.latency ? [{ series: [series.length + 1, series.length + 2], fill: colours.bound }] : [],
    hooks: {
      drawClear: [(plot) => shadeMissing(plot, windows(), colours.missing)],
      draw: [
        (plot) => {
          if (spec.latency) drawLevel(plot, targetMs, colours.target);
          for (const mark of marks()) drawMark(plot, mark, colours[mark.tone], Boolean(spec.latency));
        },
      ],
    },
  };
}

/** @param {Spec} spec */
function drawn({ lines }) {
  return lines.filter(({ colour }) => colour !== "");
}

/**
 * @param {readonly Line[]} lines
 * @param {TimelineWindow} window
 */
function total(lines, window) {
  const values = lines.map(({ value }) => value(window)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

/**
 * The stretches in which a picture was due and could not be measured.
 * @param {uPlot} plot
 * @param {readonly TimelineWindow[]} windows
 * @param {string} colour
 */
function shadeMissing(plot, windows, colour) {
  const { ctx, bbox } = plot;
  const x = (/** @type {number} */ ms) => plot.valToPos(ms / 1000, "x", true);
  ctx.save();
  ctx.fillStyle = colour;
  for (const { at_ms, kind, missing_ms } of windows) {
    if (kind !== "missing") continue;
    ctx.fillRect(x(at_ms - missing_ms), bbox.top, x(at_ms) - x(at_ms - missing_ms), bbox.height);
  }
  ctx.restore();
}

/**
 * A thin line at the moment of an event, and, where there is a lane for it, the event's mark above.
 * @param {uPlot} plot
 * @param {Mark} mark
 * @param {string} colour
 * @param {boolean} inLane
 */
function drawMark(plot, { atMs, tone }, colour, inLane) {
  const { ctx, bbox } = plot;
  const x = Math.round(plot.valToPos(atMs / 1000, "x", true));
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.globalAlpha = 0.55;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.globalAlpha = 1;
  if (inLane) fillShape(ctx, tone, x, bbox.top - (LANE / 2) * devicePixelRatio, MARK * devicePixelRatio);
  ctx.restore();
}

/**
 * Tones differ in shape as well as in colour.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Tone} tone
 * @param {number} x
 * @param {number} y its middle
 * @param {number} size half of its width
 */
function fillShape(ctx, tone, x, y, size) {
  ctx.beginPath();
  switch (tone) {
    case "action":
      ctx.rect(x - size, y - size, 2 * size, 2 * size);
      break;
    case "trouble":
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.lineTo(x - size, y + size);
      break;
    case "complaint":
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y - size);
      ctx.lineTo(x, y + size);
      break;
    case "person":
      ctx.moveTo(x, y - size);
      ctx.lineTo(x + size, y);
      ctx.lineTo(x, y + size);
      ctx.lineTo(x - size, y);
      break;
    case "course":
      ctx.arc(x, y, size * 0.8, 0, 2 * Math.PI);
  }
  ctx.fill();
}
