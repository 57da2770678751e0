/** @import { Driver } from "./driver.js" */
/** @import { Age } from "../../static/modules/latency/frame-age.js" */
import { FrameAge } from "../../static/modules/latency/frame-age.js";
import { shownFrame } from "../../static/modules/latency/frame-clock.js";
import { absolute, BarcodeReader } from "../support/barcode.js";

/**
 * A frame is captured right after it was drawn. Where more lies between, the page was held up there, and the clock in the picture
 * is not that of its capture; or the picture had given way to the next one before it could be read.
 */
const HELD_UP_MS = 5;

/**
 * What the page says of the next frames against the clock in them.
 * @param {Driver} driver
 * @param {number} count how many frames with a readable barcode whose age is told
 * @returns {Promise<(Age & {errorMs: number})[]>} `errorMs`: by how much the age is above the truth. Frames whose picture
 *   does not tell the truth are left out
 */
export async function compareAges(driver, count) {
  const frames = await collect(driver, count);
  const offsets = frames.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b);
  const usual = offsets[offsets.length >> 1];
  return frames.filter(({ offsetMs }) => Math.abs(offsetMs - usual) < HELD_UP_MS);
}

/**
 * @param {Driver} driver
 * @param {number} count
 * @returns {Promise<(Age & {errorMs: number, offsetMs: number})[]>} `offsetMs`: from the sender's times of the frame to
 *   the clock in its picture, the same for all but those that were held up
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
