import { growth } from "./counters.js";

/**
 * What a sound has behind it when it leaves its sender: a browser hands on 10 ms of microphone at a time, and Opus takes
 * 26.5 ms for its packets of 20 ms (RFC 6716, 2.1.4). What the sound system itself needs no statistic tells.
 */
const SENDER_MS = 10 + 26.5;

/**
 * The counters of getStats that the age of the sound is made of. Names and units (seconds, samples) as in W3C
 * webrtc-stats; cumulative, so only differences mean anything.
 *
 * @typedef {object} Sound
 * @property {string} id another one after the peer connection was rebuilt
 * @property {number} jitterBufferDelay
 * @property {number} jitterBufferEmittedCount
 * @property {number} concealedSamples
 * @property {number} totalSamplesReceived
 * @property {number} totalPlayoutDelay from the jitter buffer to the loudspeaker; 0 where the browser does not count it
 * @property {number} totalSamplesCount
 */

/**
 * Reads what a report tells of the sound received.
 * @param {RTCStatsReport} report
 * @returns {Sound|null} null when there is none
 */
export function sound(report) {
  const entries = [...report.values()];
  const inbound = entries.find((entry) => entry.type === "inbound-rtp" && entry.kind === "audio");
  if (!inbound) return null;
  const playout = report.get(inbound.playoutId) ?? entries.find((entry) => entry.type === "media-playout");
  return {
    id: inbound.id,
    jitterBufferDelay: inbound.jitterBufferDelay ?? 0,
    jitterBufferEmittedCount: inbound.jitterBufferEmittedCount ?? 0,
    concealedSamples: inbound.concealedSamples ?? 0,
    totalSamplesReceived: inbound.totalSamplesReceived ?? 0,
    totalPlayoutDelay: playout?.totalPlayoutDelay ?? 0,
    totalSamplesCount: playout?.totalSamplesCount ?? 0,
  };
}

/**
 * How old the sound was when it was heard, and how much of it was made up, between two reports.
 *
 * The age is an estimate: the sender's usual buffering, the way here, and what the samples spent in the jitter buffer and
 * on their way to the loudspeaker on average. It holds neither microphone nor loudspeaker, and nothing of a queue that
 * sound alone has met.
 * @param {Sound|null} before
 * @param {Sound|null} after
 * @param {number|null} wayMs from the other page to here
 * @returns {{mouthToEarMs: number|null, concealedSamples: number, audioSamples: number}}
 */
export function heard(before, after, wayMs) {
  if (after === null) return { mouthToEarMs: null, concealedSamples: 0, audioSamples: 0 };
  const since = growth(before, after, "totalSamplesReceived");
  const known = wayMs !== null && since.jitterBufferEmittedCount > 0;
  const buffered = average(since.jitterBufferDelay, since.jitterBufferEmittedCount);
  const played = average(since.totalPlayoutDelay, since.totalSamplesCount);
  return {
    mouthToEarMs: known ? SENDER_MS + wayMs + buffered + played : null,
    concealedSamples: since.concealedSamples,
    audioSamples: since.totalSamplesReceived,
  };
}

/** @param {number} seconds summed over `samples` @param {number} samples @returns {number} in ms */
function average(seconds, samples) {
  return samples === 0 ? 0 : (1000 * seconds) / samples;
}
