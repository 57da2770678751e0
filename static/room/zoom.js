/**
 * Where a picture stands in a box: enlarged so many times, its corner moved by so many pixels. At 1 it fills the box; it never
 * leaves it on any side.
 *
 * @typedef {{zoom: number, x: number, y: number}} Place
 * @typedef {{width: number, height: number}} Box in CSS pixels
 */

/** @type {Place} */
export const WHOLE = Object.freeze({ zoom: 1, x: 0, y: 0 });

/**
 * @param {Place} place
 * @param {number} factor
 * @param {{x: number, y: number}} fixed the point of the box that stays where it is
 * @param {Box} box
 * @param {number} most
 * @returns {Place}
 */
export function zoomed({ zoom, x, y }, factor, fixed, box, most) {
  const next = Math.min(Math.max(zoom * factor, 1), most);
  const by = next / zoom;
  return held({ zoom: next, x: fixed.x - (fixed.x - x) * by, y: fixed.y - (fixed.y - y) * by }, box);
}

/**
 * @param {Place} place
 * @param {number} dx
 * @param {number} dy
 * @param {Box} box
 * @returns {Place}
 */
export function moved({ zoom, x, y }, dx, dy, box) {
  return held({ zoom, x: x + dx, y: y + dy }, box);
}

/** @param {Place} place @param {Box} box @returns {Place} */
function held({ zoom, x, y }, { width, height }) {
  const within = (/** @type {number} */ value, /** @type {number} */ size) =>
    Math.min(Math.max(value, size * (1 - zoom)), 0);
  return { zoom, x: within(x, width), y: within(y, height) };
}
