/** Colours of a picture as numbers: linear light, and the correction by a card. */

/**
 * Linear light of an sRGB value (IEC 61966-2-1), both from 0 to 1.
 * @param {number} value
 */
export function toLinear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/**
 * The sRGB value of linear light, both from 0 to 1.
 * @param {number} light
 */
export function toSrgb(light) {
  const inside = Math.min(1, Math.max(0, light));
  return inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
}

/**
 * A colour as it is shown corrected.
 * @param {readonly number[]} rgb sRGB, 0 to 1
 * @param {readonly number[]} matrix 3 x 3, row by row, in linear light
 */
export function corrected(rgb, matrix) {
  const light = rgb.map(toLinear);
  return [0, 3, 6].map((row) =>
    toSrgb(
      light.reduce((sum, value, column) => sum + value * /** @type {number} */ (matrix[row + column]), 0),
    ),
  );
}
