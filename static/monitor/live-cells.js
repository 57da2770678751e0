/** @import { LiveConsultation, LiveFigures, Welcome } from "../modules/messages.js" */
/** @import { TemplateResult } from "lit" */
/** @import { SortKey } from "./live-order.js" */
import { html, nothing } from "lit";
import { formatMs, formatShare } from "../agent/formats.js";
import "../components/latency-badge.js";
import { icon } from "../components/icons.js";
import { countryName, formatNumber, languageName, t } from "../modules/i18n.js";
import { consultationAddress } from "./address.js";
import { isUnmeasured, picture } from "./alerts.js";
import { formatBitrate, formatLoss, NOTHING, orNothing, overFloor, placeName } from "./written.js";

/** @typedef {{ live: LiveConsultation, nowMs: number, welcome: Welcome }} Row */

const MINUTE_MS = 60_000;

/**
 * The columns of the table of live consultations, in their order; `id` names the heading `monitor-column-…`. Those
 * with a `key` can be sorted by.
 * @type {readonly { id: string, key?: SortKey, cell: (row: Row) => TemplateResult | string }[]}
 */
export const COLUMNS = [
  { id: "agent", key: (live) => live.agent_name, cell: ({ live }) => consultation(live) },
  { id: "buyer", key: (live) => live.buyer_country ?? null, cell: ({ live }) => buyer(live) },
  { id: "to-buyer", key: (live) => live.to_buyer?.newest_ms ?? null, cell: (row) => toBuyer(row) },
  {
    id: "to-agent",
    key: (live) => live.to_agent?.newest_ms ?? null,
    cell: (row) => latency(row.live.to_agent, row),
  },
  {
    id: "within",
    key: (live) => picture(live)?.within_share ?? null,
    cell: ({ live }) => within(picture(live)),
  },
  { id: "picture", key: (live) => picture(live)?.height ?? null, cell: ({ live }) => seen(picture(live)) },
  { id: "line", key: (live) => picture(live)?.loss_share ?? null, cell: ({ live }) => line(picture(live)) },
  {
    id: "voice",
    key: (live) => live.to_buyer?.mouth_to_ear_ms ?? null,
    cell: ({ live }) => orNothing(live.to_buyer?.mouth_to_ear_ms, formatMs),
  },
  {
    id: "first-frame",
    key: (live) => live.first_frame_ms ?? null,
    cell: ({ live }) => orNothing(live.first_frame_ms, formatMs),
  },
  {
    id: "duration",
    key: (live) => -live.started_ms,
    cell: ({ live, nowMs }) => duration(nowMs - live.started_ms),
  },
];

/**
 * All that the cells of a row are drawn from: where these are the same as before, so are the cells.
 * @param {Row} row
 */
export function drawnFrom({ live, nowMs, welcome }) {
  return [live, minutesOf(nowMs - live.started_ms), isUnmeasured(live, nowMs), welcome];
}

/** @param {LiveConsultation} live */
function consultation({ id, agent_name, product_title, purpose, complaints = 0 }) {
  const complained = t("monitor-complaints", { count: complaints });
  return two(
    html`<a href=${consultationAddress(id)}><bdi>${agent_name}</bdi><span class="visually-hidden">, ${product_title}</span></a>
      ${
        complaints > 0
          ? html`<span class="badge badge--poor" title=${complained}>${icon("flag")}<span aria-hidden="true">${complaints}</span
              ><span class="visually-hidden">${complained}</span></span>`
          : nothing
      }`,
    html`<bdi>${product_title}</bdi> · ${t(`agent-purpose-${purpose}`)}`,
  );
}

/** @param {LiveConsultation} live */
function buyer({ language, buyer_country, agent_region, browser }) {
  const from = buyer_country ? countryName(buyer_country) : NOTHING;
  const way = agent_region ? t("monitor-way", { from, to: placeName(agent_region) }) : from;
  return two(way, [languageName(language), browser].filter(Boolean).join(" · "));
}

/** @param {Row} row */
function toBuyer(row) {
  const ms = row.live.to_buyer?.newest_ms ?? null;
  const floorMs = row.live.floor_ms;
  return two(latency(row.live.to_buyer, row), ms === null || !floorMs ? "" : overFloor(ms / floorMs));
}

/**
 * @param {LiveFigures | null | undefined} figures
 * @param {Row} row
 */
function latency(figures, { live, nowMs, welcome }) {
  if (figures?.kind === "off") return html`<span class="muted">${t("monitor-picture-off")}</span>`;
  const ms = figures?.newest_ms ?? null;
  if (ms === null && isUnmeasured(live, nowMs)) {
    return html`<span class="badge badge--fair">${t("monitor-unmeasured")}</span>`;
  }
  const late = ms !== null && ms > welcome.target_ms ? "poor" : "fair";
  const level = ms === null ? "unknown" : ms <= welcome.good_ms ? "good" : late;
  return html`<latency-badge .ms=${ms} .boundMs=${figures?.bound_ms ?? null} .kind=${figures?.kind ?? "missing"}
    .level=${level}></latency-badge>`;
}

/** @param {LiveFigures | null} figures */
function within(figures) {
  const freezes = figures?.freezes ?? 0;
  return two(
    orNothing(figures?.within_share, formatShare),
    freezes > 0 ? t("monitor-freezes", { count: freezes }) : "",
  );
}

/** @param {LiveFigures | null} figures */
function seen(figures) {
  if (!figures?.width || !figures.height) return NOTHING;
  return two(
    t("monitor-size", {
      width: String(figures.width),
      height: String(figures.height),
      fps: Math.round(figures.frames_per_second ?? 0),
    }),
    [figures.codec, formatBitrate(figures.bitrate_bps ?? 0)].filter(Boolean).join(" · "),
  );
}

/** @param {LiveFigures | null} figures */
function line(figures) {
  if (figures?.rtt_ms == null) return NOTHING;
  const loss = orNothing(figures.loss_share, formatLoss);
  return two(
    t(`monitor-path-${figures.path ?? "unknown"}`),
    t("monitor-line", { rtt: formatMs(figures.rtt_ms), loss }),
  );
}

/** By the minute: a table that ticks with every second cannot be read. @param {number} ms */
function minutesOf(ms) {
  return Math.max(0, Math.floor(ms / MINUTE_MS));
}

/** @param {number} ms */
function duration(ms) {
  return formatNumber(minutesOf(ms), {
    style: "unit",
    unit: "minute",
    unitDisplay: "short",
  });
}

/**
 * @param {TemplateResult | string} first
 * @param {TemplateResult | string} second quieter, below; empty for none
 */
function two(first, second) {
  return html`${first}${second ? html`<span class="live__more">${second}</span>` : nothing}`;
}
