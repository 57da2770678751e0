/** @import { Driver } from "./driver.js" */
/** @import { Age } from "../../static/modules/latency/frame-age.js" */
import { FrameAge } from "../../static/modules/latency/frame-age.js";
import { shownFrame } from "../../static/modules/latency/frame-clock.js";
import { absolute, BarcodeReader } from "../support/barcode.js";

/** Frames are 33 ms apart: a picture further than this from what its times say is another frame's. */
const OTHER_FRAME_MS = 16;

/**
 * What the page says of the next frames against the clock in them.
 * @param {Driver} driver
 * @param {number} count how many frames with a readable barcode whose age is told
 * @returns {Promise<(Age & {errorMs: number})[]>} `errorMs`: by how much the age is above the truth. Frames whose picture had
 *   given way to the next one before it could be read are left out
 */
export async function compareAges(driver, count) {
  const frames = await collect(driver, count);
  const offsets = frames.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b);
  const usual = offsets[offsets.length >> 1];
  return frames.filter(({ offsetMs }) => Math.abs(offsetMs - usual) < OTHER_FRAME_MS);
}

/**
 * @param {Driver} driver
 * @param {number} count
 * @returns {Promise<(Age & {errorMs: number, offsetMs: number})[]>} `offsetMs` is the same for all frames, but for those
 *   with another one's picture
 */
function collect(driver, count) {
  const peer = driver.consultation?.peer;
  if (!peer) throw new Error("no consultation");
  const [reader, ages] = [new BarcodeReader(), new FrameAge(peer)];
  ages.statistics(performance.now(), peer.measurements.roundTripMs);
  /** @type {(Age & {errorMs: number, offsetMs: number})[]} */
  const frames = [];
  return new Promise((resolve) => {
    /** @type {VideoFrameRequestCallback} */
    const next = (callbackMs, metadata) => {
      const frame = shownFrame(callbackMs, metadata);
      const drawnMs = reader.read(driver.video);
      const age = ages.of(frame);
      if (drawnMs !== null && age !== null) {
        const seenMs = absolute(frame.shownMs) - drawnMs;
        const sentMs = Number(metadata.rtpTimestamp) / 90;
        frames.push({ ...age, errorMs: age.ms - seenMs, offsetMs: drawnMs - sentMs });
      }
      if (frames.length === count) resolve(frames);
      else driver.video.requestVideoFrameCallback(next);
    };
    driver.video.requestVideoFrameCallback(next);
  });
}
