/** @import { Mark } from "./drawing.js" */

/** By role; seen on light and on dark goods by the dark edge around them. */
export const COLOURS = Object.freeze({ buyer: "#ffd23f", agent: "#5ad1ff" });
export const EDGE = "#101214";

/** Shares of the picture's shorter side. */
const LINE_SHARE = 0.007;
const EDGE_SHARE = 0.011;
const TEXT_SHARE = 0.045;

/**
 * How thick lines and how large letters are on a picture, in its own pixels.
 * @param {number} width
 * @param {number} height
 */
export function measures(width, height) {
  const side = Math.min(width, height);
  return { line: side * LINE_SHARE, edge: side * EDGE_SHARE, text: side * TEXT_SHARE };
}

/**
 * The picture with its marks, as JPEG: what is kept.
 * @param {Blob} frame
 * @param {readonly Mark[]} marks
 * @returns {Promise<Blob>}
 */
export async function flattened(frame, marks) {
  const bitmap = await createImageBitmap(frame);
  const { width, height } = bitmap;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  context.lineCap = context.lineJoin = "round";
  for (const mark of marks) drawMark(context, mark, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("it was not encoded"))),
      "image/jpeg",
      0.92,
    );
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Mark} mark
 * @param {number} width
 * @param {number} height
 */
function drawMark(context, { by, points, at, text }, width, height) {
  const { line, edge, text: size } = measures(width, height);
  for (const [colour, thickness] of /** @type {const} */ ([
    [EDGE, line + edge],
    [COLOURS[by], line],
  ])) {
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = thickness;
    if (at) {
      context.font = `600 ${size}px system-ui, sans-serif`;
      if (colour === EDGE) context.strokeText(text, at[0] * width, at[1] * height);
      else context.fillText(text, at[0] * width, at[1] * height);
    } else {
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x * width, y * height);
      // A tap is a dot.
      if (points.length === 1) context.lineTo(points[0][0] * width, points[0][1] * height);
      context.stroke();
    }
  }
}
