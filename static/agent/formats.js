/** How the staff pages write durations, shares and other people's clocks. */
import { formatNumber, locale, t } from "../modules/i18n.js";

/**
 * A running time as a clock shows it: `4:07`, `1:02:33`.
 * @param {number} ms negative counts as zero
 */
export function formatElapsed(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = `${hours > 0 ? String(minutes).padStart(2, "0") : minutes}:${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/**
 * A length of time in words: "2 min 5 s".
 * @param {number} ms negative counts as zero
 */
export function formatLength(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [];
  if (seconds >= 3600) parts.push(unit(Math.floor(seconds / 3600), "hour"));
  if (seconds >= 60) parts.push(unit(Math.floor(seconds / 60) % 60, "minute"));
  if (seconds < 3600 && (seconds % 60 > 0 || seconds < 60)) parts.push(unit(seconds % 60, "second"));
  return parts.join(" ");
}

/**
 * @param {number} ms
 * @returns {string} "412 ms"
 */
export function formatMs(ms) {
  return t("milliseconds", { ms: formatNumber(Math.round(ms)) });
}

/**
 * @param {string} name what the shop calls the buyer; empty when it does not say
 */
export function buyerName(name) {
  return name || t("agent-buyer-unnamed");
}

/**
 * A share in per cent, never rounded up to a hundred: 0.9996 is not "100 %".
 * @param {number} share 0 to 1
 */
export function formatShare(share) {
  return formatNumber(Math.floor(share * 1000) / 1000, { style: "percent", maximumFractionDigits: 1 });
}

/**
 * The clock in a time zone, with the weekday, because it is often another day there.
 * @param {number} ms Unix milliseconds
 * @param {string} timeZone IANA name
 * @param {Intl.DateTimeFormatOptions} [options]
 * @returns {string | null} null when the browser does not know the zone
 */
export function formatZoned(
  ms,
  timeZone,
  options = { weekday: "short", hour: "numeric", minute: "2-digit" },
) {
  try {
    return new Intl.DateTimeFormat(locale(), { ...options, timeZone }).format(ms);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * @param {number} value
 * @param {"hour" | "minute" | "second"} name
 */
function unit(value, name) {
  return formatNumber(value, { style: "unit", unit: name, unitDisplay: "short" });
}
