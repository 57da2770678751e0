/** @import { LiveConsultation, MonitorState, Welcome } from "../modules/messages.js" */

/**
 * Something a supervisor should act on. `code` names the text `monitor-alert-…`.
 * @typedef {object} Alert
 * @property {string} key the same as long as the same thing is wrong
 * @property {"late" | "unmeasured" | "redis" | "nobody" | "offline"} code
 * @property {"fair" | "poor"} tone
 * @property {Record<string, string | number>} args of the text
 */

/** A page reports every 2 s; three reports missing is no accident. */
const SILENT_MS = 7000;

/** A picture needs sender reports before it can be measured: 2 to 4 s, and some on a slow path. */
const SETTLING_MS = 10_000;

/**
 * @param {{ state: MonitorState, welcome: Welcome, online: boolean, available: boolean }} seen
 *   `online`: the page hears the service; `available`: the service reaches its waiting room
 * @returns {Alert[]} the worst first
 */
export function alertsOf({ state, welcome, online, available }) {
  /** @type {Alert[]} */
  const alerts = [];
  if (!online) alerts.push({ key: "offline", code: "offline", tone: "poor", args: {} });
  if (state.redis_ok === false || !available)
    alerts.push({ key: "redis", code: "redis", tone: "poor", args: {} });
  if (state.waiting > 0 && state.agents_on_duty === 0) {
    alerts.push({ key: "nobody", code: "nobody", tone: "poor", args: { count: state.waiting } });
  }
  for (const live of state.live) {
    const late = lateMs(live, welcome.target_ms);
    if (late !== null) {
      const args = { ...names(live), ms: Math.round(late), target: welcome.target_ms };
      alerts.push({ key: `late:${live.id}`, code: "late", tone: "poor", args });
    } else if (isUnmeasured(live, state.now_ms)) {
      alerts.push({ key: `unmeasured:${live.id}`, code: "unmeasured", tone: "fair", args: names(live) });
    }
  }
  return alerts.sort((a, b) => Number(b.tone === "poor") - Number(a.tone === "poor"));
}

/**
 * Whether a picture was due and nothing tells how late it is.
 * @param {LiveConsultation} live
 * @param {number} nowMs the server's clock
 */
export function isUnmeasured(live, nowMs) {
  if (nowMs - live.started_ms < SETTLING_MS) return false;
  if (nowMs - (live.reported_ms ?? live.started_ms) > SILENT_MS) return true;
  return live.to_buyer?.kind === "missing" || live.to_agent?.kind === "missing";
}

/**
 * The latency of the later one of the two pictures, when it is above the target.
 * @param {LiveConsultation} live
 * @param {number} targetMs
 */
function lateMs(live, targetMs) {
  const worst = Math.max(live.to_buyer?.newest_ms ?? 0, live.to_agent?.newest_ms ?? 0);
  return worst > targetMs ? worst : null;
}

/** @param {LiveConsultation} live */
function names({ agent_name, product_title }) {
  return { agent: agent_name, product: product_title };
}
