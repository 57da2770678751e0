/** @import { LatencyWindow, LiveConsultation, Welcome } from "../modules/messages.js" */
/** @import { TemplateResult } from "lit" */
import { html } from "lit";
import { formatElapsed, formatMs, formatShare } from "../agent/formats.js";
import "../components/latency-badge.js";
import { countryName, formatNumber, languageName, t } from "../modules/i18n.js";
import { isUnmeasured } from "./alerts.js";

/** @typedef {{ live: LiveConsultation, nowMs: number, welcome: Welcome }} Row */

const NOTHING = "—";

/**
 * The columns of the table of live consultations, in their order; `id` names the heading `monitor-column-…`. What is
 * told of a picture is told of the one towards the buyer, or of the agent's when the buyer gets none.
 * @type {readonly { id: string, cell: (row: Row) => TemplateResult | string }[]}
 */
export const COLUMNS = [
  { id: "agent", cell: ({ live }) => html`<bdi>${live.agent_name}</bdi>` },
  { id: "product", cell: ({ live }) => html`<bdi>${live.product_title}</bdi>` },
  { id: "purpose", cell: ({ live }) => t(`agent-purpose-${live.purpose}`) },
  { id: "to-buyer", cell: (row) => latency(row.live.to_buyer, row) },
  { id: "to-agent", cell: (row) => latency(row.live.to_agent, row) },
  {
    id: "within",
    cell: ({ live }) => (live.within_share == null ? NOTHING : formatShare(live.within_share)),
  },
  { id: "loss", cell: ({ live }) => loss(picture(live)) },
  { id: "picture", cell: ({ live }) => resolution(picture(live)) },
  {
    id: "path",
    cell: ({ live }) => t(`monitor-path-${(live.to_buyer ?? live.to_agent)?.path ?? "unknown"}`),
  },
  { id: "buyer", cell: ({ live }) => buyer(live) },
  { id: "duration", cell: ({ live, nowMs }) => formatElapsed(nowMs - live.started_ms) },
  {
    id: "first-frame",
    cell: ({ live }) => (live.first_frame_ms == null ? NOTHING : formatMs(live.first_frame_ms)),
  },
];

/**
 * @param {LatencyWindow | null | undefined} window
 * @param {Row} row
 */
function latency(window, { live, nowMs, welcome }) {
  if (window?.kind === "off") return html`<span class="muted">${t("monitor-picture-off")}</span>`;
  const ms = window?.newest_ms ?? null;
  if (ms === null && isUnmeasured(live, nowMs)) {
    return html`<span class="badge badge--fair">${t("monitor-unmeasured")}</span>`;
  }
  const late = ms !== null && ms > welcome.target_ms ? "poor" : "fair";
  const level = ms === null ? "unknown" : ms <= welcome.good_ms ? "good" : late;
  return html`<latency-badge .ms=${ms} .boundMs=${window?.bound_ms ?? null} .kind=${window?.kind ?? "missing"}
    .level=${level}></latency-badge>`;
}

/** @param {LiveConsultation} live */
function picture({ to_buyer, to_agent }) {
  return [to_buyer, to_agent].find((window) => window && window.kind !== "off") ?? null;
}

/** @param {LatencyWindow | null} window */
function loss(window) {
  const lost = window?.packets_lost ?? 0;
  const sent = lost + (window?.packets_received ?? 0);
  return sent === 0 ? NOTHING : formatNumber(lost / sent, { style: "percent", maximumFractionDigits: 1 });
}

/** @param {LatencyWindow | null} window */
function resolution(window) {
  if (!window?.width || !window.height) return NOTHING;
  const fps = Math.round(window.frames_per_second ?? 0);
  return html`<span class="nowrap">${window.width}×${window.height}</span>
    <span class="muted nowrap">${t("monitor-fps", { fps })}</span>`;
}

/** @param {LiveConsultation} live */
function buyer({ language, buyer_country }) {
  return buyer_country ? `${languageName(language)}, ${countryName(buyer_country)}` : languageName(language);
}
