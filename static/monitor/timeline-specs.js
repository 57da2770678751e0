/** @import { TimelineWindow } from "./views.js" */
import { formatMs } from "../agent/formats.js";
import { formatNumber, t } from "../modules/i18n.js";
import { formatBitrate, formatLoss, NOTHING, orNothing } from "./written.js";

/**
 * One quantity of a chart. `id` names the text `monitor-quantity-…`.
 * @typedef {object} Line
 * @property {string} id
 * @property {(window: TimelineWindow) => number | null} value
 * @property {(window: TimelineWindow) => string} text the value as it is written
 * @property {string} colour custom property; one that is empty is only written, not drawn
 * @property {number[]} [dash]
 *
 * One chart of a consultation's timeline. `id` names the text `monitor-timeline-…`.
 * @typedef {object} Spec
 * @property {string} id
 * @property {number} height CSS pixels
 * @property {readonly Line[]} lines
 * @property {(value: number) => string} axis how its scale is written
 * @property {boolean} [stacked] each line is drawn on top of those before it, with the ground between them filled
 * @property {boolean} [stepped] a value holds until the next one
 * @property {boolean} [latency] drawn against the target, with the error bound as a band
 */

const LATENCY_HEIGHT = 200;
const HEIGHT = 110;

/** @type {readonly Spec[]} */
export const SPECS = [
  {
    id: "latency",
    height: LATENCY_HEIGHT,
    latency: true,
    axis: formatMs,
    lines: [
      { id: "newest", value: ({ newest_ms }) => newest_ms, text: latency, colour: "--series-p50" },
      ms("p95", ({ p95_ms }) => p95_ms, "--series-p95", [8, 4]),
    ],
  },
  {
    id: "stages",
    height: HEIGHT,
    stacked: true,
    axis: formatMs,
    lines: [
      ms("capture_encode", ({ capture_encode_ms }) => capture_encode_ms, "--stage-encode"),
      ms("network", ({ network_ms }) => network_ms, "--stage-network"),
      ms("jitter_buffer", ({ jitter_buffer_ms }) => jitter_buffer_ms, "--stage-buffer"),
      ms("decode_render", ({ decode_render_ms }) => decode_render_ms, "--stage-decode"),
    ],
  },
  {
    id: "bitrate",
    height: HEIGHT,
    axis: (bps) => formatBitrate(bps) || "0",
    lines: [
      {
        id: "bitrate",
        value: ({ bitrate_bps }) => bitrate_bps,
        text: ({ bitrate_bps }) => formatBitrate(bitrate_bps) || NOTHING,
        colour: "--series-p50",
      },
      { id: "codec", value: () => null, text: ({ codec }) => codec || NOTHING, colour: "" },
    ],
  },
  {
    id: "resolution",
    height: HEIGHT,
    stepped: true,
    axis: (lines) => formatNumber(lines),
    lines: [
      {
        id: "size",
        value: ({ height }) => height || null,
        text: ({ width, height }) => (height ? `${width}×${height}` : NOTHING),
        colour: "--series-p50",
      },
      {
        id: "fps",
        value: () => null,
        text: ({ frames_per_second }) => t("monitor-fps", { fps: frames_per_second }),
        colour: "",
      },
    ],
  },
  {
    id: "loss",
    height: HEIGHT,
    axis: formatLoss,
    lines: [
      {
        id: "loss",
        value: ({ loss_share }) => loss_share,
        text: ({ loss_share }) => orNothing(loss_share, formatLoss),
        colour: "--poor",
      },
      {
        id: "concealed",
        value: ({ concealed_share }) => concealed_share,
        text: ({ concealed_share }) => orNothing(concealed_share, formatLoss),
        colour: "--series-p95",
        dash: [8, 4],
      },
    ],
  },
  {
    id: "rtt",
    height: HEIGHT,
    axis: formatMs,
    lines: [
      ms("rtt", ({ rtt_ms }) => rtt_ms, "--series-p95"),
      ms("voice", ({ mouth_to_ear_ms }) => mouth_to_ear_ms, "--series-p99", [2, 3]),
      { id: "path", value: () => null, text: ({ path }) => t(`monitor-path-${path}`), colour: "" },
    ],
  },
];

/** @param {TimelineWindow} window */
function latency({ kind, newest_ms, bound_ms }) {
  if (kind === "off") return t("monitor-picture-off");
  if (newest_ms === null) return t("monitor-unmeasured");
  const args = { ms: newest_ms, bound: bound_ms ?? 0 };
  if (bound_ms === null) return t("latency-unbounded", args);
  return t(kind === "estimated" ? "latency-estimated" : "latency-measured", args);
}

/**
 * @param {string} id
 * @param {(window: TimelineWindow) => number | null} value
 * @param {string} colour
 * @param {number[]} [dash]
 * @returns {Line}
 */
function ms(id, value, colour, dash) {
  return { id, value, text: (window) => orNothing(value(window), formatMs), colour, dash };
}
