/** @import { Stages } from "../messages.js" */
/** @import { Sound } from "./sound.js" */
import { growth, sameStream } from "./counters.js";
import { sound } from "./sound.js";

/**
 * The counters of getStats that latency is made of, out of one report. Names and units (seconds) as in W3C
 * webrtc-stats; the counters are cumulative, so only differences mean anything.
 *
 * @typedef {object} Snapshot
 * @property {number|null} rttMs of the candidate pair in use
 * @property {"direct"|"relay"|"unknown"} path of what is received
 * @property {Inbound|null} inbound the picture received
 * @property {Outbound|null} outbound the picture sent
 * @property {Sound|null} sound the sound received
 *
 * @typedef {object} Inbound
 * @property {string} id another one after the peer connection was rebuilt
 * @property {number} framesDecoded
 * @property {number} totalDecodeTime
 * @property {number} jitterBufferDelay
 * @property {number} jitterBufferEmittedCount
 * @property {number|null} totalProcessingDelay null where the browser does not count it
 * @property {number} packetsReceived
 * @property {number} packetsLost
 * @property {number} bytesReceived
 * @property {number} timestamp of the report, in ms
 * @property {string} codec its name, "" while unknown
 * @property {number} freezeCount
 * @property {number} totalFreezesDuration
 * @property {number} frameWidth
 * @property {number} frameHeight
 * @property {number} framesPerSecond
 *
 * @typedef {object} Outbound
 * @property {string} id
 * @property {number} framesEncoded
 * @property {number} totalEncodeTime
 * @property {number} packetsSent
 * @property {number} totalPacketSendDelay
 */

/**
 * Reads one report.
 * @param {RTCStatsReport} report
 * @returns {Snapshot}
 */
export function snapshot(report) {
  /** @type {Inbound|null} */
  let inbound = null;
  /** @type {Outbound|null} */
  let outbound = null;
  for (const entry of report.values()) {
    if (entry.kind !== "video") continue;
    if (entry.type === "inbound-rtp") inbound = readInbound(entry, report);
    if (entry.type === "outbound-rtp") outbound = readOutbound(entry);
  }
  const pair = selectedPair(report);
  return {
    rttMs: pair ? rtt(pair) : null,
    path: path(report, arrivingPair(report)),
    inbound,
    outbound,
    sound: sound(report),
  };
}

/** @param {any} entry @param {RTCStatsReport} report @returns {Inbound} */
function readInbound(entry, report) {
  return {
    id: entry.id,
    framesDecoded: entry.framesDecoded ?? 0,
    totalDecodeTime: entry.totalDecodeTime ?? 0,
    jitterBufferDelay: entry.jitterBufferDelay ?? 0,
    jitterBufferEmittedCount: entry.jitterBufferEmittedCount ?? 0,
    totalProcessingDelay: entry.totalProcessingDelay ?? null,
    packetsReceived: entry.packetsReceived ?? 0,
    packetsLost: entry.packetsLost ?? 0,
    bytesReceived: entry.bytesReceived ?? 0,
    timestamp: entry.timestamp ?? 0,
    codec: report.get(entry.codecId)?.mimeType?.replace(/^video\//, "") ?? "",
    freezeCount: entry.freezeCount ?? 0,
    totalFreezesDuration: entry.totalFreezesDuration ?? 0,
    frameWidth: entry.frameWidth ?? 0,
    frameHeight: entry.frameHeight ?? 0,
    framesPerSecond: entry.framesPerSecond ?? 0,
  };
}

/** @param {any} entry @returns {Outbound} */
function readOutbound(entry) {
  return {
    id: entry.id,
    framesEncoded: entry.framesEncoded ?? 0,
    totalEncodeTime: entry.totalEncodeTime ?? 0,
    packetsSent: entry.packetsSent ?? 0,
    totalPacketSendDelay: entry.totalPacketSendDelay ?? 0,
  };
}

/**
 * The pair that what is sent takes. Several nominated pairs can coexist, so the transport is asked; Firefox has no
 * transport statistics and marks the pair instead.
 * @param {RTCStatsReport} report
 * @returns {any}
 */
function selectedPair(report) {
  const entries = [...report.values()];
  const transport = entries.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId);
  if (transport) return report.get(transport.selectedCandidatePairId) ?? null;
  return entries.find((entry) => entry.type === "candidate-pair" && entry.selected) ?? null;
}

/**
 * The pair that the media arrive over. Each side selects its own: after a change of the way in mid-call the other one may send over the relay
 * while this one still answers directly.
 * @param {RTCStatsReport} report
 * @returns {any}
 */
export function arrivingPair(report) {
  const pairs = [...report.values()].filter(
    (entry) => entry.lastPacketReceivedTimestamp && entry.type === "candidate-pair",
  );
  if (pairs.length === 0) return selectedPair(report);
  return pairs.reduce((newest, pair) =>
    pair.lastPacketReceivedTimestamp > newest.lastPacketReceivedTimestamp ? pair : newest,
  );
}

/** @param {any} pair @returns {number|null} */
function rtt(pair) {
  return typeof pair.currentRoundTripTime === "number" ? pair.currentRoundTripTime * 1000 : null;
}

/** @param {RTCStatsReport} report @param {any} pair @returns {"direct"|"relay"|"unknown"} */
function path(report, pair) {
  const types = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => report.get(id)?.candidateType);
  if (types.includes("relay")) return "relay";
  return types.includes(undefined) ? "unknown" : "direct";
}

/**
 * The time a frame spends at the sender between the encoder's door and the wire, in ms, over the frames between two
 * snapshots. What passes from the shutter to the encoder no statistic tells.
 * @param {Snapshot|null} before
 * @param {Snapshot} after
 * @returns {number|null} null when no picture was sent
 */
export function sendDelay(before, after) {
  if (!after.outbound) return null;
  const since = growth(before?.outbound ?? null, after.outbound, "framesEncoded");
  if (since.framesEncoded === 0) return null;
  const pacing = since.packetsSent === 0 ? 0 : since.totalPacketSendDelay / since.packetsSent;
  return 1000 * (since.totalEncodeTime / since.framesEncoded + pacing);
}

/**
 * The time a frame spends at the receiver from its first packet to being decoded, jitter buffer included, in ms.
 * @param {Snapshot|null} before
 * @param {Snapshot} after
 * @returns {number|null} null when no picture was received
 */
export function receiveDelay(before, after) {
  if (!after.inbound) return null;
  const since = growth(before?.inbound ?? null, after.inbound, "framesDecoded");
  if (since.framesDecoded === 0) return null;
  if (since.totalProcessingDelay !== null) return (1000 * since.totalProcessingDelay) / since.framesDecoded;
  const buffered = since.jitterBufferEmittedCount
    ? since.jitterBufferDelay / since.jitterBufferEmittedCount
    : 0;
  return 1000 * (buffered + since.totalDecodeTime / since.framesDecoded);
}

/**
 * Where the latency was spent between two snapshots, as sums over frames. A stage that is not known has no frames.
 * @param {Snapshot|null} before
 * @param {Snapshot} after
 * @param {{remoteSendDelayMs: number|null, wayMs: number|null, waitMs: number, shownFrames: number}} seen what statistics
 *   do not hold: the other side's `sendDelay`, the way from there to here, and the sum over `shownFrames` of their wait
 *   from decoded to on screen
 * @returns {Stages}
 */
export function stages(before, after, { remoteSendDelayMs, wayMs, waitMs, shownFrames }) {
  if (!after.inbound) return {};
  const since = growth(before?.inbound ?? null, after.inbound, "framesDecoded");
  const frames = since.framesDecoded;
  if (frames === 0) return {};
  const wait = shownFrames === 0 ? 0 : (waitMs / shownFrames) * frames;
  return {
    ...(remoteSendDelayMs === null ? {} : { capture_encode: { sum_ms: remoteSendDelayMs * frames, frames } }),
    ...(wayMs === null ? {} : { network: { sum_ms: wayMs * frames, frames } }),
    jitter_buffer: { sum_ms: since.jitterBufferDelay * 1000, frames: since.jitterBufferEmittedCount },
    decode_render: { sum_ms: since.totalDecodeTime * 1000 + wait, frames },
  };
}

/**
 * What happened to the packets and frames between two snapshots, and how much of the link they took. The bitrate is 0 as
 * long as there are not two snapshots of one stream.
 * @param {Snapshot|null} before
 * @param {Snapshot} after
 */
export function losses(before, after) {
  if (!after.inbound) return { packetsReceived: 0, packetsLost: 0, freezes: 0, frozenMs: 0, bitrateBps: 0 };
  const since = growth(before?.inbound ?? null, after.inbound, "framesDecoded");
  const continued = sameStream(before?.inbound ?? null, after.inbound, "framesDecoded");
  return {
    packetsReceived: since.packetsReceived,
    packetsLost: since.packetsLost,
    freezes: since.freezeCount,
    frozenMs: since.totalFreezesDuration * 1000,
    bitrateBps: continued && since.timestamp > 0 ? (since.bytesReceived * 8 * 1000) / since.timestamp : 0,
  };
}
