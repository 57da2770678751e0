/**
 * `<point-picture>`: a picture on which two points are set, by tap or by keys, seen through a magnifier.
 *
 * Arrow keys move the point by one pixel of the picture, with Shift by ten; Enter goes to the other one. Fires `points` (detail
 * `{points, tapPx}`) whenever both stand.
 */
import { html, nothing, svg } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";

/** @typedef {[number, number]} Point pixels of the picture, (0, 0) in the middle of its first one */

/** How exactly keys set a point, as standard deviation in pixels; a tap does it to a pixel of the screen. */
const KEYS_PX = 1.5;

const MAGNIFIER_PX = 132;
const MAGNIFIED = 4;

export class PointPicture extends LightElement {
  /** @override */
  static properties = {
    image: { attribute: false },
    points: { state: true },
    active: { state: true },
  };

  /** How exactly each point was set, in pixels. */
  #exact = [KEYS_PX, KEYS_PX];

  constructor() {
    super();
    /** @type {ImageBitmap | null} */
    this.image = null;
    /** @type {(Point | null)[]} */
    this.points = [null, null];
    /** Which point is moved next. */
    this.active = 0;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (!changed.has("image")) return;
    this.points = [null, null];
    this.active = 0;
  }

  /** @override */
  render() {
    const { image } = this;
    if (!image) return nothing;
    return html`<div class="point-picture">
      <div class="point-picture__frame" tabindex="0" role="application" data-testid="point-picture"
        aria-label=${t("measure-picture")} aria-describedby="point-picture-help" @keydown=${this.#key}
        @pointerdown=${this.#press} @pointermove=${this.#move}>
        <canvas class="point-picture__image" width=${image.width} height=${image.height}></canvas>
        <svg class="point-picture__marks" viewBox="-0.5 -0.5 ${image.width} ${image.height}" aria-hidden="true">
          ${this.#marks(image)}
        </svg>
      </div>
      <canvas class="point-picture__magnifier" width=${MAGNIFIER_PX} height=${MAGNIFIER_PX} aria-hidden="true"></canvas>
      <p class="small muted" id="point-picture-help">${t("measure-keys")}</p>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
    </div>`;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  updated(changed) {
    const { image } = this;
    if (!image) return;
    if (changed.has("image")) {
      const canvas = /** @type {HTMLCanvasElement} */ (this.querySelector(".point-picture__image"));
      canvas.getContext("2d")?.drawImage(image, 0, 0);
    }
    this.#magnify(image);
  }

  /** @param {ImageBitmap} image */
  #marks(image) {
    const [first, second] = this.points;
    const size = Math.max(image.width, image.height) / 60;
    return svg`
      ${
        first && second
          ? svg`<line class="point-picture__line" x1=${first[0]} y1=${first[1]} x2=${second[0]} y2=${second[1]} />`
          : nothing
      }
      ${this.points.map((point, index) => {
        if (!point) return nothing;
        const [x, y] = point;
        return svg`<path class="point-picture__mark" data-active=${index === this.active} data-testid="point-${index + 1}"
          d="M${x - size} ${y}H${x + size}M${x} ${y - size}V${y + size}" />`;
      })}`;
  }

  #spoken() {
    const point = this.points[this.active];
    const values = { number: this.active + 1 };
    if (!point) return t("measure-point-missing", values);
    return t("measure-point-at", { ...values, x: Math.round(point[0]), y: Math.round(point[1]) });
  }

  /** @param {PointerEvent} event */
  #press = (event) => {
    const frame = /** @type {HTMLElement} */ (event.currentTarget);
    frame.setPointerCapture(event.pointerId);
    const other = this.points[1 - this.active];
    // A tap beside a point that stands takes that one.
    if (this.points[this.active] && other && this.#near(event, other)) this.active = 1 - this.active;
    else if (this.points[this.active] && !other) this.active = 1 - this.active;
    this.#follow(event);
  };

  /** @param {PointerEvent} event */
  #move = (event) => {
    if (/** @type {HTMLElement} */ (event.currentTarget).hasPointerCapture(event.pointerId))
      this.#follow(event);
  };

  /** @param {PointerEvent} event */
  #follow(event) {
    this.#exact[this.active] = Math.max(KEYS_PX, 1 / this.#shownScale());
    this.#set(this.#at(event));
  }

  /**
   * @param {PointerEvent} event
   * @param {Point} point
   */
  #near(event, point) {
    const [x, y] = this.#at(event);
    return Math.hypot(x - point[0], y - point[1]) * this.#shownScale() < 24;
  }

  /** Pixels of the screen for each of the picture. */
  #shownScale() {
    const frame = /** @type {HTMLElement} */ (this.querySelector(".point-picture__frame"));
    return frame.getBoundingClientRect().width / (this.image?.width ?? 1);
  }

  /**
   * @param {PointerEvent} event
   * @returns {Point}
   */
  #at(event) {
    const frame = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const scale = this.#shownScale();
    return [(event.clientX - frame.left) / scale - 0.5, (event.clientY - frame.top) / scale - 0.5];
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const { image } = this;
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ] ?? [0, 0];
    if (!image || (event.key !== "Enter" && x === 0 && y === 0)) return;
    event.preventDefault();
    const middle = /** @type {Point} */ ([(image.width - 1) / 2, (image.height - 1) / 2]);
    const now = this.points[this.active];
    if (event.key === "Enter") {
      if (!now) this.#set(middle);
      this.active = 1 - this.active;
      return;
    }
    const step = event.shiftKey ? 10 : 1;
    const from = now ?? this.points[1 - this.active] ?? middle;
    this.#exact[this.active] = KEYS_PX;
    this.#set([from[0] + step * x, from[1] + step * y]);
  };

  /** @param {Point} point */
  #set([x, y]) {
    const image = /** @type {ImageBitmap} */ (this.image);
    const inside = /** @type {Point} */ ([
      Math.min(image.width - 1, Math.max(0, x)),
      Math.min(image.height - 1, Math.max(0, y)),
    ]);
    this.points = this.points.map((point, index) => (index === this.active ? inside : point));
    if (this.points.every(Boolean)) {
      const detail = { points: this.points, tapPx: Math.max(...this.#exact) };
      this.dispatchEvent(new CustomEvent("points", { detail }));
    }
  }

  /** @param {ImageBitmap} image */
  #magnify(image) {
    const canvas = /** @type {HTMLCanvasElement} */ (this.querySelector(".point-picture__magnifier"));
    const point = this.points[this.active];
    canvas.hidden = !point;
    const context = canvas.getContext("2d");
    if (!point || !context) return;
    // Never over the point that it shows.
    canvas.dataset.side = point[0] > image.width / 2 ? "start" : "end";
    const half = MAGNIFIER_PX / 2 / MAGNIFIED;
    context.imageSmoothingEnabled = false;
    context.fillRect(0, 0, MAGNIFIER_PX, MAGNIFIER_PX);
    context.drawImage(
      image,
      point[0] + 0.5 - half,
      point[1] + 0.5 - half,
      2 * half,
      2 * half,
      0,
      0,
      MAGNIFIER_PX,
      MAGNIFIER_PX,
    );
    // Light on dark, so that it shows on every fabric.
    for (const [colour, width] of /** @type {[string, number][]} */ ([
      ["#000", 3],
      ["#fff", 1],
    ])) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(MAGNIFIER_PX / 2, 0);
      context.lineTo(MAGNIFIER_PX / 2, MAGNIFIER_PX);
      context.moveTo(0, MAGNIFIER_PX / 2);
      context.lineTo(MAGNIFIER_PX, MAGNIFIER_PX / 2);
      context.stroke();
    }
  }
}

customElements.define("point-picture", PointPicture);
