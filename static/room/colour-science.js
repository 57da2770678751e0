/** Colours of a picture as numbers: linear light, the correction by a card, and whether the light has changed. */

/** From which change on the picture is called lit otherwise: of chromaticity, and of the amount of light as a factor. */
const CHROMATICITY = 0.025;
const LIGHT = 1.8;
/** Looks in a row that must agree: a hand that passes is no other lamp. */
const LOOKS = 3;

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

/**
 * @typedef {{red: number, green: number, light: number}} Look shares of red and green in a picture's light, and how
 *   much light there is, from 0 to 1
 */

/**
 * The mean of a picture.
 * @param {Uint8ClampedArray} pixels RGBA, row by row
 * @returns {Look | null} null of a picture that is black: it tells nothing
 */
export function lookOf(pixels) {
  const sum = [0, 0, 0];
  for (let index = 0; index < pixels.length; index += 4) {
    for (let channel = 0; channel < 3; channel++) {
      sum[channel] = /** @type {number} */ (sum[channel]) + toLinear((pixels[index + channel] ?? 0) / 255);
    }
  }
  const [red = 0, green = 0, blue = 0] = sum.map((value) => (value * 4) / pixels.length);
  const all = red + green + blue;
  return all < 0.003 ? null : { red: red / all, green: green / all, light: all / 3 };
}

/** Tells when the picture is lit otherwise than when its colours were corrected. Give it a look each second. */
export class LightWatch {
  /** @type {Look | null} */
  #first = null;
  #different = 0;

  /** Whether the last looks agree that the light has changed. */
  get changed() {
    return this.#different >= LOOKS;
  }

  /** @param {Look | null} look null is passed over */
  see(look) {
    if (!look) return;
    this.#first ??= look;
    const first = this.#first;
    const shift = Math.hypot(look.red - first.red, look.green - first.green);
    const factor = Math.max(look.light / first.light, first.light / look.light);
    this.#different = shift > CHROMATICITY || factor > LIGHT ? this.#different + 1 : 0;
  }
}
