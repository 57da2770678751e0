/**
 * Tells whether the light on a picture has changed, or the camera's idea of it, and not merely what is in the picture.
 *
 * Other light changes every point of a picture by nearly the same factors; a hand or a garment that comes in changes some of
 * them, each by its own, and leaves the others as they were.
 */
import { toLinear } from "./colour-science.js";

/** From which change on a point is lit otherwise: of its colour, and of its light. Natural logarithms of factors. */
const COLOUR = 0.07;
const LIGHT = Math.log(1.8);
/** How much closer to the first light it must come to be called the same again. */
const BACK = 0.6;
/** A point that changed by so many times as much shows something else. */
const CONTENT = 2.5;
/** How far points may be from what is meant by "the same factors". */
const ALIKE = 0.15;
/** Share of the points of which some stay as they were in the same light, and most agree in another one. */
const STAY = 0.1;
const AGREE = 0.5;
/** Looks in a row that must say the same. */
const LOOKS = 3;
/** Linear light between which each channel tells something: below is noise, and what is overexposed has lost its colour. */
const DARKEST = 0.004;
const LIGHTEST = 0.95;
/** Share of the points that must tell something. */
const TELLING = 0.1;
/** So many points are tried for the factors on which most agree. */
const TRIED = 64;

/** @typedef {readonly [number, number, number]} Point logarithms of the light in red, green and blue */
/** @typedef {(Point | null)[]} Look null where a point tells nothing */

/**
 * A picture, point by point.
 * @param {Uint8ClampedArray} pixels RGBA
 * @returns {Look}
 */
export function lookOf(pixels) {
  /** @type {Look} */
  const look = [];
  for (let index = 0; index < pixels.length; index += 4) {
    const red = toLinear((pixels[index] ?? 0) / 255);
    const green = toLinear((pixels[index + 1] ?? 0) / 255);
    const blue = toLinear((pixels[index + 2] ?? 0) / 255);
    const tells = Math.min(red, green, blue) > DARKEST && Math.max(red, green, blue) < LIGHTEST;
    look.push(tells ? [Math.log(red), Math.log(green), Math.log(blue)] : null);
  }
  return look;
}

/** Give it a look each second, the first one right after the colours were corrected. */
export class LightWatch {
  /** What each point was like in the light of the correction. @type {Look | null} */
  #first = null;
  /** @type {"same" | "other" | "unknown"} */
  #newest = "same";
  #inRow = 0;

  /** Whether the light is another one than at first. */
  changed = false;

  /** @param {Look} look */
  see(look) {
    if (!this.#first) {
      if (telling(look)) this.#first = [...look];
      return;
    }
    const found = this.#compared(this.#first, look);
    this.#inRow = found === this.#newest ? this.#inRow + 1 : 1;
    this.#newest = found;
    if (this.#inRow >= LOOKS) {
      if (found !== "unknown") this.changed = found === "other";
      // Another place, of which nothing is known but that nobody saw the light change.
      else if (!this.changed && telling(look)) this.#first = [...look];
    }
    if (found === "same" && !this.changed) this.#learn(this.#first, look);
  }

  /**
   * @param {Look} first
   * @param {Look} look
   */
  #compared(first, look) {
    const steps = look.flatMap((point, index) => {
      const change = step(first[index], point);
      return change ? [change] : [];
    });
    if (steps.length < TELLING * look.length) return "unknown";
    const within = this.changed ? BACK : 1;
    const stayed = steps.filter((change) => size(change) < within).length;
    if (stayed >= STAY * steps.length) return "same";
    return mostAlike(steps) >= AGREE * steps.length ? "other" : "unknown";
  }

  /**
   * Takes what came into the picture for what is seen there in this light. What changed a little stays as it was at first:
   * dusk comes slowly.
   * @param {Look} first
   * @param {Look} look
   */
  #learn(first, look) {
    for (const [index, point] of look.entries()) {
      const change = step(first[index], point);
      if (point && (!change || size(change) > CONTENT)) first[index] = point;
    }
  }
}

/** @param {Look} look */
function telling(look) {
  return look.filter(Boolean).length >= TELLING * look.length;
}

/**
 * @param {Point | null | undefined} from
 * @param {Point | null | undefined} to
 * @returns {Point | null}
 */
function step(from, to) {
  return from && to ? [to[0] - from[0], to[1] - from[1], to[2] - from[2]] : null;
}

/**
 * How large a change is: 1 is noticed.
 * @param {Point} change
 */
function size([red, green, blue]) {
  const light = (red + green + blue) / 3;
  return Math.max(Math.hypot(red - light, green - light, blue - light) / COLOUR, Math.abs(light) / LIGHT);
}

/**
 * How many changes are nearly one and the same.
 * @param {readonly Point[]} steps
 */
function mostAlike(steps) {
  const apart = Math.max(1, Math.floor(steps.length / TRIED));
  const tried = steps.filter((_, index) => index % apart === 0);
  return Math.max(
    ...tried.map(
      (one) =>
        steps.filter((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) < ALIKE)
          .length,
    ),
  );
}
