/** @import { IceServer } from "../messages.js" */
import { arrivingPair } from "../latency/stages.js";

/** RFC 7065: what a TURN address means that names no port. */
const PORTS = { turn: "3478", turns: "5349" };

/**
 * The region of our relay that the media arrive over now.
 * @param {RTCStatsReport} report
 * @param {readonly IceServer[]} servers
 * @param {string|null} only the only region whose relay is used, if there is one: not every browser names the relay
 * @returns {string|null} null: none of ours
 */
export function relayInUse(report, servers, only) {
  const local = report.get(arrivingPair(report)?.localCandidateId);
  if (local?.candidateType !== "relay") return null;
  if (!local.url) return only;
  const used = address(local.url);
  return servers.find(({ urls }) => urls.some((url) => address(url) === used))?.region ?? null;
}

/** @param {string} url @returns {string|null} host and port */
function address(url) {
  const found = /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?/.exec(url);
  if (!found) return null;
  const [, scheme, host, port] = found;
  return `${host}:${port ?? PORTS[/** @type {"turn"|"turns"} */ (scheme)]}`;
}
