/** How the monitor writes what it measures. */
import { formatDateTime, formatNumber, t } from "../modules/i18n.js";

export const NOTHING = "—";

/**
 * @param {number | null | undefined} value
 * @param {(value: number) => string} format
 */
export function orNothing(value, format) {
  return value == null ? NOTHING : format(value);
}

/**
 * How many times what physics allows at best: "1.7 × floor".
 * @param {number} times
 */
export function overFloor(times) {
  return t("monitor-floor", {
    times: formatNumber(times, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  });
}

/**
 * @param {number} bps bit/s
 * @returns {string} "780 kbit/s", "1.2 Mbit/s"; empty for none
 */
export function formatBitrate(bps) {
  if (bps <= 0) return "";
  const mega = bps >= 1_000_000;
  return t(mega ? "monitor-mbps" : "monitor-kbps", {
    rate: formatNumber(bps / (mega ? 1_000_000 : 1000), { maximumFractionDigits: mega ? 1 : 0 }),
  });
}

/** @param {number} share 0 to 1 */
export function formatLoss(share) {
  return formatNumber(share, { style: "percent", maximumFractionDigits: 1 });
}

/**
 * The place in an IANA time zone's name: "Asia/Shanghai" is "Shanghai".
 * @param {string} zone
 */
export function placeName(zone) {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/**
 * When a column of a chart begins, as exactly as columns of this width need it.
 * @param {number} ms Unix milliseconds
 * @param {number} slotMs
 */
export function slotTime(ms, slotMs) {
  const sameDay = slotMs <= 60_000;
  return formatDateTime(
    ms,
    sameDay ? { timeStyle: "short" } : { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
  );
}

/**
 * How many times as fast as it may the error budget is spent: "14.4×".
 * @param {number} rate
 */
export function burnRate(rate) {
  return t("monitor-burn-times", { times: formatNumber(rate, { maximumFractionDigits: 1 }) });
}

/** @type {readonly { unit: "day" | "hour" | "minute" | "second", ms: number }[]} */
const UNITS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1000 },
];

/**
 * A length of time in its two greatest units, without those that are nothing: "3 days", "5 hr 16 min".
 * @param {number} ms negative counts as zero
 */
export function formatSpan(ms) {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000);
  const parts = [];
  for (const { unit, ms: size } of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(formatNumber(count, { style: "unit", unit, unitDisplay: "short" }));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ") || formatNumber(0, { style: "unit", unit: "second", unitDisplay: "short" });
}
