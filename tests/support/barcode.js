/**
 * A clock that is drawn into a picture as a barcode and read from the picture at the other end: the truth that
 * latency figures are checked against. Both ends must be on one machine, or on synchronised clocks.
 *
 * 16 x 3 black and white cells hold 32 bits of time in tenths of a millisecond (it wraps after five days) and 16 bits
 * of check sum, the top row first. Cells are a 16th of the picture wide, so that any codec keeps them.
 */

const COLUMNS = 16;
const ROWS = 3;
const PIXELS_PER_CELL = 4;
const TICKS_PER_MS = 10;
const WRAP_TICKS = 2 ** 32;

/** Longer than the grain of `Date.now()`; and so many that not every reading is held up. */
const ANCHORING_MS = 3;
const ANCHORINGS = 300;

/**
 * How far the machine's wall clock is ahead of `performance.timeOrigin + performance.now()`. A browser reads both clocks once,
 * one after the other, and on a busy machine much can happen in between: up to 60 ms were found. Here it is the best of many.
 */
const AHEAD_MS = anchor();

function anchor() {
  const until = performance.now() + ANCHORING_MS;
  let ahead = Number.NEGATIVE_INFINITY;
  for (let readings = 0; readings < ANCHORINGS || performance.now() < until; readings += 1) {
    ahead = Math.max(ahead, Date.now() - performance.timeOrigin - performance.now());
  }
  return ahead;
}

/**
 * @param {number} ms on the clock of `performance.now()`
 * @returns {number} ms since 1970
 */
export function absolute(ms) {
  return performance.timeOrigin + ms + AHEAD_MS;
}

/** @returns {number} ms since 1970, in fractions: the clock in the barcode */
export function absoluteNow() {
  return absolute(performance.now());
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} [ms] the time to draw
 */
export function drawBarcode(context, ms = absoluteNow()) {
  const cell = context.canvas.width / COLUMNS;
  cells(Math.round(ms * TICKS_PER_MS) % WRAP_TICKS).forEach((white, index) => {
    context.fillStyle = white ? "#fff" : "#000";
    context.fillRect((index % COLUMNS) * cell, Math.floor(index / COLUMNS) * cell, cell, cell);
  });
}

/** Reads barcodes out of a video element; keeps its canvas, because making one per frame costs more than reading. */
export class BarcodeReader {
  #context;

  constructor() {
    const canvas = document.createElement("canvas");
    canvas.width = COLUMNS * PIXELS_PER_CELL;
    canvas.height = ROWS * PIXELS_PER_CELL;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no 2d canvas");
    this.#context = context;
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {number} [nowMs] a time at most five days after the one drawn
   * @returns {number|null} the time in the picture, in ms since 1970; null when there is no readable barcode
   */
  read(video, nowMs = absoluteNow()) {
    const { width, height } = this.#context.canvas;
    const source = (video.videoWidth / COLUMNS) * ROWS;
    this.#context.drawImage(video, 0, 0, video.videoWidth, source, 0, 0, width, height);
    const { data } = this.#context.getImageData(0, 0, width, height);
    const read = Array.from({ length: COLUMNS * ROWS }, (_, index) => {
      const x = ((index % COLUMNS) + 0.5) * PIXELS_PER_CELL;
      const y = (Math.floor(index / COLUMNS) + 0.5) * PIXELS_PER_CELL;
      const green = 4 * (y * width + x) + 1;
      return data[green] > 127;
    });
    const ticks = read.slice(0, 32).reduce((value, bit) => value * 2 + Number(bit), 0);
    if (!cells(ticks).every((bit, index) => bit === read[index])) return null;
    const now = Math.round(nowMs * TICKS_PER_MS);
    return (now - ((now - ticks) % WRAP_TICKS)) / TICKS_PER_MS;
  }
}

/**
 * A light stand-in for a camera: a plain canvas with the barcode and something that moves.
 * @param {{width?: number, height?: number, framesPerSecond?: number}} [options]
 * @returns {{track: MediaStreamTrack, stop: () => void}}
 */
export function barcodeCamera({ width = 640, height = 480, framesPerSecond = 30 } = {}) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no 2d canvas");
  const [track] = /** @type {CanvasCaptureMediaStreamTrack[]} */ (canvas.captureStream(0).getVideoTracks());
  let count = 0;
  const draw = () => {
    count += 1;
    context.fillStyle = "#567";
    context.fillRect(0, 0, width, height);
    context.fillStyle = "#d93";
    context.fillRect((count * 7) % width, height / 2, width / 6, height / 4);
    drawBarcode(context);
    track.requestFrame();
  };
  const timer = setInterval(draw, 1000 / framesPerSecond);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

/**
 * From now on `getUserMedia` gives barcode cameras; microphones stay as they are.
 * @param {Parameters<typeof barcodeCamera>[0]} [options]
 */
export function replaceCamera(options) {
  const devices = navigator.mediaDevices;
  const original = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio, video } = {}) => {
    const stream = audio ? await original({ audio }) : new MediaStream();
    if (video) stream.addTrack(barcodeCamera(options).track);
    return stream;
  };
}

/**
 * How old the next frames of a remote picture are when they are shown, by the barcode.
 * @param {HTMLVideoElement} video
 * @param {number} count how many frames with a readable barcode
 * @returns {Promise<number[]>} in ms
 */
export function agesOnScreen(video, count) {
  const reader = new BarcodeReader();
  /** @type {number[]} */
  const ages = [];
  return new Promise((resolve) => {
    /** @type {VideoFrameRequestCallback} */
    const next = (_now, { expectedDisplayTime }) => {
      const drawnMs = reader.read(video);
      if (drawnMs !== null) ages.push(absolute(expectedDisplayTime) - drawnMs);
      if (ages.length === count) resolve(ages);
      else video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  });
}

/**
 * @param {number} ticks
 * @returns {boolean[]} 32 bits of time and 16 of check sum
 */
function cells(ticks) {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(ticks / 2 ** shift) % 256);
  // Fletcher's sum also sees bytes that changed places.
  let low = 0xa5;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  return [...bytes, low, high].flatMap((byte) =>
    [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => Boolean((byte >> bit) & 1)),
  );
}
