/** @import { LiveConsultation, LiveFigures, MonitorState, Welcome } from "../modules/messages.js" */

/**
 * Something a supervisor should act on at this moment. `code` names the text `monitor-alert-…`.
 * @typedef {object} Alert
 * @property {string} key the same as long as the same thing is wrong
 * @property {"late" | "late-many" | "unmeasured" | "unmeasured-many" | "redis" | "nobody" | "offline"} code
 * @property {"fair" | "poor"} tone
 * @property {Record<string, string | number>} args of the text
 */

/** A page reports every 2 s; three reports missing is no accident. */
const SILENT_MS = 7000;

/** A picture needs sender reports before it can be measured: 2 to 4 s, and some on a slow path. */
const SETTLING_MS = 10_000;

/** So many consultations with the same trouble are named one by one; more are only counted. */
const NAMED = 3;

/**
 * @param {{ state: MonitorState, welcome: Welcome, online: boolean, available: boolean }} seen
 *   `online`: the page hears the service; `available`: the service reaches its waiting room
 * @returns {Alert[]} the worst first
 */
export function alertsOf({ state, welcome, online, available }) {
  /** @type {Alert[]} */
  const alerts = [];
  if (!online) alerts.push({ key: "offline", code: "offline", tone: "poor", args: {} });
  if (!available) alerts.push({ key: "redis", code: "redis", tone: "poor", args: {} });
  if (state.waiting > 0 && state.agents_on_duty === 0) {
    alerts.push({ key: "nobody", code: "nobody", tone: "poor", args: { count: state.waiting } });
  }
  const isLate = (/** @type {LiveConsultation} */ live) => lateMs(live, welcome.target_ms) !== null;
  const late = state.live.filter(isLate);
  const unmeasured = state.live.filter((live) => !isLate(live) && isUnmeasured(live, state.now_ms));
  alerts.push(...perConsultation(late, "late", "poor", welcome.target_ms));
  alerts.push(...perConsultation(unmeasured, "unmeasured", "fair", welcome.target_ms));
  return alerts.sort((a, b) => Number(b.tone === "poor") - Number(a.tone === "poor"));
}

/**
 * @param {LiveConsultation[]} affected
 * @param {"late" | "unmeasured"} code
 * @param {"fair" | "poor"} tone
 * @param {number} target ms
 * @returns {Alert[]}
 */
function perConsultation(affected, code, tone, target) {
  if (affected.length > NAMED) {
    return [{ key: `${code}-many`, code: `${code}-many`, tone, args: { count: affected.length, target } }];
  }
  return affected.map((live) => ({
    key: `${code}:${live.id}`,
    code,
    tone,
    args: {
      agent: live.agent_name,
      product: live.product_title,
      ms: Math.round(lateMs(live, target) ?? 0),
      target,
    },
  }));
}

/**
 * Whether a picture was due and nothing tells how late it is.
 * @param {LiveConsultation} live
 * @param {number} nowMs the server's clock
 */
export function isUnmeasured(live, nowMs) {
  if (nowMs - live.started_ms < SETTLING_MS) return false;
  const figures = [live.to_buyer, live.to_agent].filter((seen) => seen != null);
  const reportedMs = Math.max(live.started_ms, ...figures.map(({ reported_ms }) => reported_ms));
  return nowMs - reportedMs > SILENT_MS || figures.some(({ kind }) => kind === "missing");
}

/**
 * The latency of the later one of the two pictures, when it is above the target.
 * @param {LiveConsultation} live
 * @param {number} targetMs
 */
export function lateMs({ to_buyer, to_agent }, targetMs) {
  const worst = Math.max(to_buyer?.newest_ms ?? 0, to_agent?.newest_ms ?? 0);
  return worst > targetMs ? worst : null;
}

/**
 * The picture that what is told of "the picture" is told of: the one towards the buyer, or the agent's when the buyer
 * gets none.
 * @param {LiveConsultation} live
 * @returns {LiveFigures | null}
 */
export function picture({ to_buyer, to_agent }) {
  return [to_buyer, to_agent].find((seen) => seen != null && seen.kind !== "off") ?? null;
}
