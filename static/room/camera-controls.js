/**
 * What of a camera can be set while it runs: read from what the browser says of it, held within its ranges, turned into
 * constraints. Names and scales are those of W3C's MediaStream Image Capture.
 *
 * @typedef {{min: number, max: number, step: number, value: number}} Range
 *
 * @typedef {object} Focus
 * @property {boolean} automatic whether the camera focuses by itself, if asked to
 * @property {boolean} auto whether it does now
 * @property {boolean} point whether it focuses where one points
 * @property {Range|null} distance in metres, say the specification and some cameras
 *
 * @typedef {object} Controls null stands for what this camera does not have
 * @property {{on: boolean}|null} torch
 * @property {Range|null} zoom by a scale of the camera's own
 * @property {Focus|null} focus
 *
 * @typedef {{name: "torch", value: boolean} | {name: "zoom", value: number} | {name: "focus", value: "auto"|number} |
 *   {name: "point", value: readonly [number, number]}} Setting
 *   `point`: shares of the picture's width and height, from its upper left corner
 */

/** Of a scale without steps. */
const STEPS = 100;

/**
 * @param {any} capabilities of a track (`getCapabilities()`)
 * @param {any} settings of the same track (`getSettings()`)
 * @param {boolean} points whether this browser passes points of interest on to cameras
 * @returns {Controls}
 */
export function controlsOf(capabilities, settings, points) {
  const modes = Array.isArray(capabilities.focusMode) ? capabilities.focusMode : [];
  const automatic = modes.includes("continuous");
  const distance = modes.includes("manual")
    ? rangeOf(capabilities.focusDistance, settings.focusDistance)
    : null;
  const point = points && modes.includes("single-shot");
  const auto = settings.focusMode === "continuous";
  return {
    torch: capabilities.torch === true ? { on: settings.torch === true } : null,
    zoom: rangeOf(capabilities.zoom, settings.zoom),
    focus: point || distance ? { automatic, auto, point, distance } : null,
  };
}

/** Whether there is anything to be set. @param {Controls} controls */
export function hasAny({ torch, zoom, focus }) {
  return torch !== null || zoom !== null || focus !== null;
}

/**
 * What another page says of its camera.
 * @param {unknown} said
 * @returns {Controls|null} null when it makes no sense
 */
export function readControls(said) {
  if (!isObject(said)) return null;
  const { torch, zoom, focus } = said;
  return {
    torch: isObject(torch) ? { on: torch.on === true } : null,
    zoom: readRange(zoom),
    focus: isObject(focus)
      ? {
          automatic: focus.automatic === true,
          auto: focus.auto === true,
          point: focus.point === true,
          distance: readRange(focus.distance),
        }
      : null,
  };
}

/**
 * What another page, or a person, wishes, as far as the camera can do it: held within its range.
 * @param {Controls} controls
 * @param {unknown} name
 * @param {unknown} value
 * @returns {Setting|null} null when the camera does not have it, or the wish makes no sense
 */
export function allowed({ torch, zoom, focus }, name, value) {
  if (name === "torch" && torch && typeof value === "boolean") return { name, value };
  if (name === "zoom" && zoom && isNumber(value)) return { name, value: held(value, zoom) };
  if (name === "focus" && focus?.automatic && value === "auto") return { name, value };
  if (name === "focus" && focus?.distance && isNumber(value))
    return { name, value: held(value, focus.distance) };
  if (name === "point" && focus?.point && Array.isArray(value) && value.length === 2 && value.every(isShare))
    return { name, value: [value[0], value[1]] };
  return null;
}

/**
 * The controls as they will be when the setting holds; as they are, where the camera does not have it.
 * @param {Controls} controls
 * @param {Setting} setting
 * @returns {Controls}
 */
export function applied(controls, setting) {
  const possible = allowed(controls, setting.name, setting.value);
  if (!possible) return controls;
  const { torch, zoom, focus } = controls;
  const { name, value } = possible;
  if (name === "torch") return { torch: { on: value }, zoom, focus };
  if (name === "zoom") return { torch, zoom: zoom && { ...zoom, value }, focus };
  if (!focus) return { torch, zoom, focus };
  const { distance } = focus;
  const moved = typeof value === "number" && distance ? { ...distance, value } : distance;
  return { torch, zoom, focus: { ...focus, auto: value === "auto", distance: moved } };
}

/**
 * All that was set since the camera was opened, as one set of constraints: what is left out of it does not last.
 * @param {Iterable<Setting>} settings in the order in which they were set
 * @returns {Record<string, unknown>}
 */
export function constraintsOf(settings) {
  /** @type {Record<string, unknown>} */
  const set = {};
  for (const { name, value } of settings) {
    if (name === "torch" || name === "zoom") {
      set[name] = value;
      continue;
    }
    delete set.focusDistance;
    delete set.pointsOfInterest;
    set.focusMode = name === "point" ? "single-shot" : value === "auto" ? "continuous" : "manual";
    if (name === "point") set.pointsOfInterest = [{ x: value[0], y: value[1] }];
    else if (value !== "auto") set.focusDistance = value;
  }
  return set;
}

/** @param {any} range @param {unknown} value @returns {Range|null} */
function rangeOf(range, value) {
  return isObject(range) ? readRange({ min: range.min, max: range.max, step: range.step, value }) : null;
}

/** @param {unknown} said @returns {Range|null} null where there is nothing to choose */
function readRange(said) {
  if (!isObject(said)) return null;
  const { min, max, step, value } = said;
  if (!isNumber(min) || !isNumber(max) || min >= max) return null;
  const range = { min, max, step: isNumber(step) && step > 0 ? step : (max - min) / STEPS };
  return { ...range, value: isNumber(value) ? held(value, range) : min };
}

/** To the nearest step of a range. @param {number} value @param {{min: number, max: number, step: number}} range */
function held(value, { min, max, step }) {
  const stepped = min + Math.round((value - min) / step) * step;
  return Math.min(Math.max(stepped, min), max);
}

/** @param {unknown} value @returns {value is number} */
function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/** @param {unknown} value */
function isShare(value) {
  return isNumber(value) && value >= 0 && value <= 1;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null;
}
