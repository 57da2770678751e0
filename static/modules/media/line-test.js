/** @import { IceServer } from "../messages.js" */
import { ApiError, requestJson } from "../api.js";
import { peerConfiguration } from "./description.js";

/**
 * @typedef {object} Line what a line test found
 * @property {number} rttMs nine of ten packets were there and back within this
 * @property {number} lostShare of the packets, 0 to 1: lost on the way there or back, or later than `LATEST_MS`
 * @property {"reached"|"unreached"|"none"} relay whether this device reaches the TURN servers; `none`: there are none
 */

/** About 200 kbit/s each way: what a small picture takes, in packets of its size. Over in three seconds. */
const PACKETS = 50;
const PACKET_BYTES = 1000;
const EVERY_MS = 40;
/** A packet that takes longer is of no use to a live picture. */
const LATEST_MS = 1000;

const GATHER_MS = 3000;
const CONNECT_MS = 8000;

/** Up to here losses are repaired without being seen. */
const FEW_LOST = 0.02;
/** Beyond it a picture stands still again and again. */
const MANY_LOST = 0.1;

/**
 * How good a line is for live video. Half of the latency target may go into the way to the service and back; the other
 * half is the agent's, and the devices'.
 * @param {Pick<Line, "rttMs"|"lostShare">} line
 * @param {number} targetMs
 * @returns {"good"|"fair"|"poor"}
 */
export function judgeLine({ rttMs, lostShare }, targetMs) {
  if (rttMs <= targetMs / 2 && lostShare <= FEW_LOST) return "good";
  return rttMs <= targetMs && lostShare <= MANY_LOST ? "fair" : "poor";
}

/**
 * Tries the way that media will take, as media: UDP through whatever is in between, over the TURN servers where it must.
 * A page's WebSocket says nothing of that. Nothing is kept, here or there.
 * @param {string} resume the resume token of the newest welcome
 * @param {AbortSignal} signal ends the test; it then rejects with the signal's reason
 * @returns {Promise<Line>}
 * @throws {ApiError} as the server answers; `line-blocked` when no packet comes through
 */
export async function testLine(resume, signal) {
  const body = { resume };
  /** @type {{ice_servers: IceServer[]}} */
  const servers = await requestJson("/api/v1/echo/servers", { method: "POST", body, signal });
  const pc = new RTCPeerConnection(peerConfiguration({ ...servers, relay_only: false }));
  try {
    // As media goes: in no order, and never again.
    const channel = pc.createDataChannel("echo", { ordered: false, maxRetransmits: 0 });
    channel.binaryType = "arraybuffer";
    const relays = gathered(pc);
    await pc.setLocalDescription();
    await Promise.race([relays.complete, after(GATHER_MS, signal)]);
    const offer = pc.localDescription?.sdp;
    const { answer } = await requestJson("/api/v1/echo", { method: "POST", body: { resume, offer }, signal });
    await pc.setRemoteDescription({ type: "answer", sdp: answer });
    await Promise.race([opened(channel), blocked(CONNECT_MS, signal)]);
    const relay = servers.ice_servers.length === 0 ? "none" : relays.count() > 0 ? "reached" : "unreached";
    return { ...(await measure(channel, signal)), relay };
  } finally {
    pc.close();
  }
}

/** @param {RTCPeerConnection} pc */
function gathered(pc) {
  let relayed = 0;
  pc.addEventListener("icecandidate", ({ candidate }) => {
    if (candidate?.type === "relay") relayed += 1;
  });
  /** @type {Promise<void>} */
  const complete = new Promise((resolve) => {
    pc.addEventListener("icegatheringstatechange", () => {
      if (pc.iceGatheringState === "complete") resolve();
    });
  });
  return { complete, count: () => relayed };
}

/** @param {RTCDataChannel} channel @returns {Promise<void>} */
function opened(channel) {
  return new Promise((resolve) => {
    channel.onopen = () => resolve();
  });
}

/** @param {RTCDataChannel} channel @param {AbortSignal} signal */
async function measure(channel, signal) {
  /** @type {number[]} */
  const sentMs = [];
  /** @type {Map<number, number>} */
  const tripsMs = new Map();
  channel.onmessage = ({ data }) => {
    const number = new DataView(data).getUint32(0);
    const sent = sentMs[number];
    if (sent !== undefined && !tripsMs.has(number)) tripsMs.set(number, performance.now() - sent);
  };
  for (let number = 0; number < PACKETS && channel.readyState === "open"; number += 1) {
    const packet = new DataView(new ArrayBuffer(PACKET_BYTES));
    packet.setUint32(0, number);
    sentMs.push(performance.now());
    channel.send(packet.buffer);
    await after(EVERY_MS, signal);
  }
  for (let waitedMs = 0; waitedMs < LATEST_MS && tripsMs.size < PACKETS; waitedMs += EVERY_MS) {
    await after(EVERY_MS, signal);
  }
  return summarize([...tripsMs.values()], PACKETS);
}

/**
 * @param {number[]} tripsMs the round trips of the packets that came back
 * @param {number} sent how many were sent
 * @returns {{rttMs: number, lostShare: number}}
 * @throws {ApiError} `line-blocked` when none came back in time
 */
export function summarize(tripsMs, sent) {
  const inTime = tripsMs.filter((tripMs) => tripMs <= LATEST_MS).sort((a, b) => a - b);
  if (inTime.length === 0) throw new ApiError("line-blocked", 0, "no packet came back");
  const rttMs = inTime[Math.ceil(inTime.length * 0.9) - 1];
  return { rttMs, lostShare: 1 - inTime.length / sent };
}

/** @param {number} ms @param {AbortSignal} signal @returns {Promise<never>} */
async function blocked(ms, signal) {
  await after(ms, signal);
  throw new ApiError("line-blocked", 0, "no connection");
}

/** @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} rejects when the signal says so */
function after(ms, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
