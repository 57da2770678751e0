/** Beyond a minute it is no latency but a clock in another epoch (NTP counts from 1900) or of another origin. */
export const ABSURD_MS = 60_000;

/**
 * One frame of the remote picture as the browser put it on screen. Times in ms on the clock of `performance.now()`.
 *
 * @typedef {object} ShownFrame
 * @property {number} shownMs when its pixels are (expected to be) on screen
 * @property {number|null} latencyMs from the camera to the screen by the browser's own comparison of clocks, null when it
 *   does not tell
 * @property {number|null} rtpTimestamp names the frame to its sender; null when the browser does not tell
 * @property {number} waitMs from being ready to being on screen
 * @property {number} width
 * @property {number} height
 */

/**
 * Tells of every frame of a remote picture, by `requestVideoFrameCallback`.
 *
 * `captureTime` is there only after the sender's first RTCP reports (2-4 s), because only they tie the sender's clock
 * to ours. Browsers without the callback call nothing: see `supported`.
 */
export class FrameClock {
  #video;
  #onFrame;
  /** @type {number|null} */
  #handle = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {(frame: ShownFrame) => void} onFrame
   */
  constructor(video, onFrame) {
    this.#video = video;
    this.#onFrame = onFrame;
  }

  static get supported() {
    return "requestVideoFrameCallback" in HTMLVideoElement.prototype;
  }

  start() {
    if (this.#handle !== null || !FrameClock.supported) return;
    this.#handle = this.#video.requestVideoFrameCallback(this.#frame);
  }

  stop() {
    if (this.#handle !== null) this.#video.cancelVideoFrameCallback(this.#handle);
    this.#handle = null;
  }

  /** @type {VideoFrameRequestCallback} */
  #frame = (now, metadata) => {
    this.#handle = this.#video.requestVideoFrameCallback(this.#frame);
    this.#onFrame(shownFrame(now, metadata));
  };
}

/**
 * Sorts out what the browser says of a frame.
 * @param {number} now
 * @param {Pick<VideoFrameCallbackMetadata,
 *   "captureTime"|"expectedDisplayTime"|"presentationTime"|"rtpTimestamp"|"width"|"height">} metadata
 * @returns {ShownFrame}
 */
export function shownFrame(now, metadata) {
  const { captureTime, expectedDisplayTime, presentationTime, rtpTimestamp, width, height } = metadata;
  // Some browsers leave it 0 for streams.
  const shownMs = near(expectedDisplayTime, now) ? expectedDisplayTime : now;
  const waitMs = near(presentationTime, shownMs) ? Math.max(shownMs - presentationTime, 0) : 0;
  const latencyMs = latency(captureTime, shownMs);
  return { shownMs, latencyMs, rtpTimestamp: rtpTimestamp ?? null, waitMs, width, height };
}

/**
 * @param {number|undefined} captureTime
 * @param {number} shownMs
 */
function latency(captureTime, shownMs) {
  if (captureTime === undefined || !Number.isFinite(captureTime)) return null;
  const ms = shownMs - captureTime;
  // A picture cannot be seen before it was taken; such a clock says nothing, and above all nothing good.
  return ms >= 0 && ms <= ABSURD_MS ? ms : null;
}

/**
 * @param {number} time
 * @param {number} now
 */
function near(time, now) {
  return Number.isFinite(time) && Math.abs(time - now) < 1000;
}
