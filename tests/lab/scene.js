/**
 * The lab's camera: a scene that is a function of time alone, with the time in it as a barcode, so that the viewer's page knows
 * how old each picture is and what it should look like. Runs as part of an init script after `barcode.js`.
 *
 * A woven cloth that drifts, and a hand that moves over it: enough detail that an encoder uses the bits it is given, cheap enough to
 * draw that two browsers and the codecs still fit on a small machine.
 */
/** @typedef {typeof import("../support/barcode.js")} Barcode */

const barcode = /** @type {{barcode: Barcode}} */ (/** @type {unknown} */ (globalThis)).barcode;

/** Also the part of the picture that the barcode covers, as a share of its width. */
export const BARCODE_HEIGHT = 3 / 16;

/** @type {OffscreenCanvas|null} */
let cloth = null;

/**
 * @param {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} context
 * @param {number} ms the moment to show
 */
export function drawScene(context, ms) {
  const { width, height } = context.canvas;
  cloth ??= weave(1024, 768);
  const seconds = (ms / 1000) % 1000;
  const x = Math.round(60 + 50 * Math.sin(seconds / 3));
  const y = Math.round(60 + 50 * Math.cos(seconds / 4));
  context.drawImage(cloth, x, y, width, height, 0, 0, width, height);
  context.fillStyle = "#c98f6b";
  const hand = width / 2 + (width / 3) * Math.sin(seconds * 1.7);
  context.fillRect(Math.round(hand), Math.round(height * 0.55), width / 6, height / 4);
  barcode.drawBarcode(/** @type {CanvasRenderingContext2D} */ (context), ms);
}

/**
 * @param {{width?: number, height?: number, framesPerSecond?: number}} [options]
 * @returns {MediaStreamTrack}
 */
export function sceneCamera({ width = 640, height = 480, framesPerSecond = 30 } = {}) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no 2d canvas");
  const [track] = /** @type {CanvasCaptureMediaStreamTrack[]} */ (canvas.captureStream(0).getVideoTracks());
  const timer = setInterval(() => {
    if (track.readyState === "ended") return clearInterval(timer);
    drawScene(context, barcode.absoluteNow());
    track.requestFrame();
  }, 1000 / framesPerSecond);
  return track;
}

/**
 * From now on `getUserMedia` gives this camera; microphones stay as they are.
 * @param {Parameters<typeof sceneCamera>[0]} options
 */
export function replaceCamera(options) {
  const devices = navigator.mediaDevices;
  const original = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio, video } = {}) => {
    const stream = audio ? await original({ audio }) : new MediaStream();
    if (video) stream.addTrack(sceneCamera(options));
    return stream;
  };
}

/**
 * Cloth with threads of slightly differing colour and an uneven light; always the same.
 * @param {number} width
 * @param {number} height
 */
function weave(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2d canvas");
  const image = context.createImageData(width, height);
  let seed = 12345;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const warp = Array.from({ length: width }, () => random() * 36);
  const weft = Array.from({ length: height }, () => random() * 36);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const over = ((x >> 2) + (y >> 2)) % 2 ? warp[x] : weft[y];
      const light = 120 + 40 * Math.sin(x / 90) * Math.cos(y / 70) + over + random() * 14;
      image.data.set([light * 0.75, light * 0.85, light, 255], 4 * (y * width + x));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
