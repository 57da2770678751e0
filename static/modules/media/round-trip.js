/** @import { Echo } from "./link-probe.js" */

/** With each ping the least is forgotten by so much: a way can become longer for good. */
const FORGETS = 1.002;

/**
 * How long a round trip takes while the queues are empty: the least that was seen.
 * @param {number} knownMs before this ping; 0: nothing is known
 * @param {Pick<Echo, "sentMs"|"backMs">} echo
 * @returns {number} ms
 */
export function emptyRoundTripMs(knownMs, { sentMs, backMs }) {
  const roundTripMs = backMs - sentMs;
  return knownMs ? Math.min(knownMs * FORGETS, roundTripMs) : roundTripMs;
}
