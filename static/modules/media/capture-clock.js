/** @import { Interval } from "../latency/clock-interval.js" */

const EXTENSION = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";

const FRAMES = 12;
const FRAME_SIDE = 64;

/** The capture clock tells whole milliseconds, rounded down. */
const CLOCK_GRAIN_MS = 1;

/** A frame that has not come by then was dropped: another is drawn. */
const DROPPED_MS = 200;

const LONGEST_MS = 5000;
const ATTEMPTS = 3;

/**
 * Asks for every frame's capture time by its sender's clock to travel with it, where the browser can do that. To be
 * called before the description is made.
 *
 * Not in W3C's recommendation but in its extensions, hence the casts.
 * @param {RTCRtpTransceiver} transceiver
 */
export function sendCaptureTime(transceiver) {
  const extended = /** @type {any} */ (transceiver);
  const extensions = extended.getHeaderExtensionsToNegotiate?.();
  const wanted = extensions?.find((/** @type {{uri: string}} */ { uri }) => uri === EXTENSION);
  if (!wanted) return;
  wanted.direction = "sendrecv";
  try {
    extended.setHeaderExtensionsToNegotiate(extensions);
  } catch (error) {
    // A picture of less certain age is better than none.
    console.warn("capture times cannot be sent along", error);
  }
}

/**
 * The newest capture time that a receiver knows.
 * @param {RTCRtpReceiver} receiver
 * @returns {{captureMs: number, rtpTimestamp: number}|null} `captureMs` by the sender's capture clock; null where the
 *   browser does not tell, or nothing has come yet
 */
export function newestCapture(receiver) {
  const [source] = /** @type {(RTCRtpSynchronizationSource & {captureTimestamp?: number})[]} */ (
    receiver.getSynchronizationSources()
  );
  if (!source || typeof source.captureTimestamp !== "number") return null;
  return { captureMs: source.captureTimestamp, rtpTimestamp: source.rtpTimestamp };
}

/** @type {Promise<Interval|null>|null} */
let measured = null;

/**
 * How far this browser's capture clock is ahead of `performance.now()`, in ms.
 *
 * The browser fixes that clock once, by the system's at that moment, and never corrects it: it differs from other clocks
 * of the page by however much the system's was set or drifted before (20 ppm are 0.6 s in a working day). So it is
 * measured: a few tiny frames are sent from this page to itself. Each was captured after it was drawn and before it was
 * received. The difference does not change as long as the page lives, so it is measured once; takes a third of a second.
 *
 * @returns {Promise<Interval|null>} null where the browser cannot do that, or while the page is hidden
 */
export function captureClock() {
  measured ??= measureUntilKnown();
  return measured;
}

async function measureUntilKnown() {
  const { setHeaderExtensionsToNegotiate } = /** @type {any} */ (RTCRtpTransceiver.prototype);
  if (typeof setHeaderExtensionsToNegotiate !== "function") return null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const clock = await measure();
    if (clock !== null) return clock;
  }
  // A busy machine or a hidden page: the next who asks tries again.
  measured = null;
  return null;
}

async function measure() {
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = FRAME_SIDE;
  const context = canvas.getContext("2d");
  const video = document.createElement("video");
  const [track] = canvas.captureStream?.(0).getVideoTracks() ?? [];
  try {
    if (!context || !track || !("requestVideoFrameCallback" in video)) return null;
    await Promise.race([join(from, to, track), later(LONGEST_MS)]);
    const [receiver] = to.getReceivers();
    video.muted = true;
    video.srcObject = new MediaStream([receiver.track]);
    const gaveUp = new AbortController();
    const compared = compare(video, receiver, gaveUp.signal, () => {
      context.fillStyle = `hsl(${Math.random() * 360} 80% 50%)`;
      context.fillRect(0, 0, FRAME_SIDE, FRAME_SIDE);
      /** @type {CanvasCaptureMediaStreamTrack} */ (track).requestFrame();
    });
    const clock = await Promise.race([compared, later(LONGEST_MS)]);
    gaveUp.abort();
    return clock && Number.isFinite(clock.lower) && clock.lower <= clock.upper ? clock : null;
  } catch (error) {
    // Without it latency is measured with a wider bound.
    console.warn("the capture clock could not be measured", error);
    return null;
  } finally {
    track?.stop();
    video.srcObject = null;
    for (const pc of [from, to]) {
      pc.onicecandidate = pc.onconnectionstatechange = null;
      pc.close();
    }
  }
}

/**
 * Connects two peer connections of this page. The candidates stay here, whatever the policy towards other people is.
 * @param {RTCPeerConnection} from
 * @param {RTCPeerConnection} to
 * @param {MediaStreamTrack} track
 */
async function join(from, to, track) {
  from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate ?? undefined);
  to.onicecandidate = ({ candidate }) => from.addIceCandidate(candidate ?? undefined);
  sendCaptureTime(from.addTransceiver(track, { direction: "sendonly" }));
  await from.setLocalDescription();
  await to.setRemoteDescription(/** @type {RTCSessionDescription} */ (from.localDescription));
  to.getTransceivers().forEach(sendCaptureTime);
  await to.setLocalDescription();
  await from.setRemoteDescription(/** @type {RTCSessionDescription} */ (to.localDescription));
  await new Promise((resolve) => {
    from.onconnectionstatechange = () => from.connectionState === "connected" && resolve(null);
  });
}

/**
 * @param {HTMLVideoElement} video plays what `receiver` receives
 * @param {RTCRtpReceiver} receiver
 * @param {AbortSignal} gaveUp
 * @param {() => void} draw
 * @returns {Promise<Interval>}
 */
async function compare(video, receiver, gaveUp, draw) {
  const clock = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  /** @type {number[]} */
  const drawnMs = [];
  const drawNext = () => {
    drawnMs.push(performance.now());
    draw();
  };
  for (let frame = 0; frame < FRAMES && !gaveUp.aborted; frame += 1) {
    drawNext();
    const redraw = setInterval(drawNext, DROPPED_MS);
    gaveUp.addEventListener("abort", () => clearInterval(redraw));
    const { rtpTimestamp, receivedMs } = await nextFrame(video);
    clearInterval(redraw);
    const newest = newestCapture(receiver);
    if (newest === null || newest.rtpTimestamp !== rtpTimestamp) continue;
    clock.lower = Math.max(clock.lower, newest.captureMs - receivedMs - CLOCK_GRAIN_MS);
    // Some may have been dropped on the way, none overtakes another: this one was drawn as this number, or later.
    clock.upper = Math.min(clock.upper, newest.captureMs - drawnMs[frame] + CLOCK_GRAIN_MS);
  }
  return clock;
}

/**
 * @param {HTMLVideoElement} video
 * @returns {Promise<{rtpTimestamp: number|undefined, receivedMs: number}>}
 */
function nextFrame(video) {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((now, { rtpTimestamp, receiveTime }) =>
      resolve({ rtpTimestamp, receivedMs: receiveTime ?? now }),
    );
    video.play().catch(() => {}); // it is paused by nobody but `measure` at its end
  });
}

/** @param {number} ms @returns {Promise<null>} */
function later(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
