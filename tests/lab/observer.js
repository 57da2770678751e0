/**
 * Watches a consultation in a page from outside the product: every frame against the clock in the picture, the statistics twice a second,
 * and what the product itself says. Runs as part of an init script, after `barcode.js` and `scene.js`.
 */
/** @typedef {typeof import("../support/barcode.js")} Barcode */
/** @typedef {typeof import("./scene.js")} Scene */

const { barcode, scene } = /** @type {{barcode: Barcode, scene: Scene}} */ (
  /** @type {unknown} */ (globalThis)
);

const STATISTICS_EVERY_MS = 500;
const PICTURE_EVERY_MS = 2000;

/**
 * @typedef {{shownMs: number, drawnMs: number|null, width: number, height: number}} Frame times in ms since 1970
 * @typedef {{atMs: number, ms: number, boundMs: number|null, kind: string}} Said what the product's badge said
 * @typedef {{atMs: number, [name: string]: any}} Statistics
 * @typedef {{sentMs: number, receivedMs: number, backMs: number, bytes: number, bytesMs: number}} Echo
 */

/** Everything seen so far. */
export const seen = {
  /** @type {Frame[]} */
  frames: [],
  /** @type {Said[]} */
  said: [],
  /** @type {Statistics[]} */
  statistics: [],
  /** @type {{atMs: number, event: any}[]} */
  events: [],
  /** Quick pings that came back, as `link-probe.js` sees them, all in ms of `absoluteNow()`. @type {Echo[]} */
  echoes: [],
};

/** @type {{drawnMs: number, received: ImageData}[]} */
const pictures = [];

/** Watches the video that shows the other side, as soon as there is one. */
export function watchVideo() {
  const reader = new barcode.BarcodeReader();
  const canvas = new OffscreenCanvas(640, 480);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  /** @type {HTMLVideoElement|null} */
  let watched = null;
  let picturedMs = 0;
  setInterval(() => {
    const video = document.querySelector("[data-testid=remote-video]");
    if (!(video instanceof HTMLVideoElement) || video === watched) return;
    watched = video;
    /** @type {VideoFrameRequestCallback} */
    const next = (_now, { expectedDisplayTime, width, height }) => {
      if (video !== watched) return;
      video.requestVideoFrameCallback(next);
      const shownMs = barcode.absolute(expectedDisplayTime);
      const drawnMs = reader.read(video);
      seen.frames.push({ shownMs, drawnMs, width, height });
      if (drawnMs === null || !context || shownMs - picturedMs < PICTURE_EVERY_MS) return;
      picturedMs = shownMs;
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      pictures.push({ drawnMs, received: context.getImageData(0, 0, canvas.width, canvas.height) });
    };
    video.requestVideoFrameCallback(next);
  }, 10);
}

/** Notes what the product's badge says, whenever that changes. */
export function watchBadge() {
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!(target instanceof HTMLElement) || target.dataset.testid !== "latency" || !target.dataset.ms)
        continue;
      const { ms, boundMs, kind = "" } = target.dataset;
      seen.said.push({
        atMs: barcode.absoluteNow(),
        ms: Number(ms),
        boundMs: boundMs ? Number(boundMs) : null,
        kind,
      });
    }
  }).observe(document, { subtree: true, attributeFilter: ["data-ms"] });
}

/** Notes the statistics of the newest peer connection. */
export function watchStatistics() {
  setInterval(async () => {
    const atMs = barcode.absoluteNow();
    const connections = /** @type {{peerConnections?: RTCPeerConnection[]}} */ (
      /** @type {unknown} */ (globalThis)
    ).peerConnections;
    const open = connections?.filter(({ connectionState }) => connectionState !== "closed") ?? [];
    // The product's one to the other person has data channels and sound; those by which its page looks into itself, sends stills, or
    // sees a second camera, lack either.
    const heard = (/** @type {RTCPeerConnection} */ pc) =>
      pc.getReceivers().some(({ track }) => track.kind === "audio");
    const pc = open.filter((pc) => pc.sctp && heard(pc)).at(-1) ?? open.at(-1);
    if (!pc) return;
    const report = await pc.getStats();
    /** @type {Statistics} */
    const found = { atMs };
    for (const entry of report.values()) {
      if (entry.type === "inbound-rtp") found[`in_${entry.kind}`] = entry;
      if (entry.type === "outbound-rtp") found[`out_${entry.kind}`] = entry;
      if (entry.type === "transport") found.pair = report.get(entry.selectedCandidatePairId);
    }
    seen.statistics.push(found);
  }, STATISTICS_EVERY_MS);
}

/** Notes what the page reports for the timeline of the consultation. */
export function watchEvents() {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === "string" && data.includes('"report-event"')) {
      seen.events.push({ atMs: barcode.absoluteNow(), event: JSON.parse(data).event });
    }
    return send.call(this, data);
  };
}

/** Notes the quick pings, so that a governor can be tried on what a real link did. */
export function watchPings() {
  const create = RTCPeerConnection.prototype.createDataChannel;
  RTCPeerConnection.prototype.createDataChannel = function (label, options) {
    const channel = create.call(this, label, options);
    if (label !== "probe") return channel;
    /** @type {Map<number, number>} */
    const sent = new Map();
    const send = channel.send.bind(channel);
    channel.send = (/** @type {any} */ frame) => {
      if (frame.byteLength === 5) sent.set(frame.getUint32(1), barcode.absoluteNow());
      send(frame);
    };
    channel.addEventListener("message", ({ data }) => {
      if (!(data instanceof ArrayBuffer) || data.byteLength !== 25) return;
      const frame = new DataView(data);
      const sentMs = sent.get(frame.getUint32(1));
      if (sentMs === undefined) return;
      const receivedMs = frame.getFloat64(5);
      const bytesMs = receivedMs - frame.getFloat32(21);
      seen.echoes.push({
        sentMs,
        receivedMs,
        backMs: barcode.absoluteNow(),
        bytes: frame.getFloat64(13),
        bytesMs,
      });
    });
    return channel;
  };
}

/**
 * The pictures kept, as received and as they should have been, below the barcode.
 * @returns {Promise<{drawnMs: number, received: string, expected: string}[]>} PNG, base64
 */
export async function comparePictures() {
  const result = [];
  for (const { drawnMs, received } of pictures) {
    const canvas = new OffscreenCanvas(received.width, received.height);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no 2d canvas");
    scene.drawScene(context, drawnMs);
    const expected = context.getImageData(0, 0, received.width, received.height);
    result.push({ drawnMs, received: await png(received), expected: await png(expected) });
  }
  return result;
}

/** @param {ImageData} image */
async function png(image) {
  const top = Math.ceil(image.width * scene.BARCODE_HEIGHT);
  const canvas = new OffscreenCanvas(image.width, image.height - top);
  canvas.getContext("2d")?.putImageData(image, 0, -top);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return /** @type {any} */ (bytes).toBase64();
}
