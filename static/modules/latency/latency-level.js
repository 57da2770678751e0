/** @import { Welcome } from "../messages.js" */

/**
 * @param {number|null} ms
 * @param {Pick<Welcome, "good_ms"|"target_ms">} limits
 * @returns {"good"|"fair"|"poor"|"unknown"}
 */
export function latencyLevel(ms, { good_ms, target_ms }) {
  if (ms === null) return "unknown";
  if (ms <= good_ms) return "good";
  return ms <= target_ms ? "fair" : "poor";
}
