/**
 * `<still-viewer>`: one still, to be looked at closely: two fingers, wheel, buttons or `+` and `-` enlarge it; a finger, the mouse or
 * the arrow keys move it; `0` or a double click shows it whole again.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { moved, WHOLE, zoomed } from "./zoom.js";

const STEP = 1.5;
const WHEEL_SHARE = 0.002;
const MOVE_SHARE = 0.15;
/** Beyond one pixel of the still on one of the screen nothing new is seen, but seams are easier counted. */
const BEYOND = 3;
const LEAST_MOST = 4;

export class StillViewer extends LightElement {
  /** @override */
  static properties = { src: {}, label: {}, place: { state: true } };

  /** Fingers or the mouse that are down, where they are. @type {Map<number, {x: number, y: number}>} */
  #down = new Map();

  constructor() {
    super();
    /** Address of the image. */
    this.src = "";
    /** What it shows. */
    this.label = "";
    this.place = WHOLE;
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has("src")) this.place = WHOLE;
  }

  /** @override */
  render() {
    const percent = formatNumber(this.place.zoom, { style: "percent", maximumFractionDigits: 0 });
    return html`<figure class="viewer" data-testid="still-viewer" data-zoom=${this.place.zoom.toFixed(2)}>
      <div class="viewer__box" tabindex="0" role="group" aria-label=${t("viewer-help", { label: this.label || t("still-unnamed") })}
        @keydown=${this.#key} @wheel=${this.#wheel} @dblclick=${this.#whole} @pointerdown=${this.#press}
        @pointermove=${this.#drag} @pointerup=${this.#release} @pointercancel=${this.#release}>
        <img class="viewer__image" src=${this.src || nothing} alt=${this.label || t("still-unnamed")} draggable="false">
      </div>
      <figcaption class="viewer__bar">
        <span class="viewer__label">${this.label}</span>
        <button type="button" class="button viewer__button" data-testid="zoom-out" aria-label=${t("zoom-out")}
          @click=${() => this.#zoom(1 / STEP)}>${icon("minus")}</button>
        <output class="numbers viewer__zoom">${percent}</output>
        <button type="button" class="button viewer__button" data-testid="zoom-in" aria-label=${t("zoom-in")}
          @click=${() => this.#zoom(STEP)}>${icon("plus")}</button>
        <button type="button" class="button viewer__button" data-testid="zoom-whole" aria-label=${t("zoom-whole")}
          @click=${this.#whole}>${icon("expand")}</button>
      </figcaption>
    </figure>`;
  }

  /** @override */
  updated() {
    const { zoom, x, y } = this.place;
    this.#image.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  }

  get #box() {
    return /** @type {HTMLElement} */ (this.querySelector(".viewer__box"));
  }

  get #image() {
    return /** @type {HTMLImageElement} */ (this.querySelector(".viewer__image"));
  }

  get #size() {
    return { width: this.#box.clientWidth, height: this.#box.clientHeight };
  }

  get #most() {
    const { naturalWidth, naturalHeight } = this.#image;
    const { width, height } = this.#size;
    const whole = Math.max(naturalWidth / (width || 1), naturalHeight / (height || 1));
    return Math.max(LEAST_MOST, whole * BEYOND);
  }

  /** @param {number} factor @param {{x: number, y: number}} [fixed] in the box; its middle by default */
  #zoom(factor, fixed) {
    const size = this.#size;
    const middle = { x: size.width / 2, y: size.height / 2 };
    this.place = zoomed(this.place, factor, fixed ?? middle, size, this.#most);
  }

  #whole = () => {
    this.place = WHOLE;
  };

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { width, height } = this.#size;
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step)
      this.place = moved(this.place, step[0] * width * MOVE_SHARE, step[1] * height * MOVE_SHARE, this.#size);
    else if (event.key === "+" || event.key === "=") this.#zoom(STEP);
    else if (event.key === "-") this.#zoom(1 / STEP);
    else if (event.key === "0") this.#whole();
    else return;
    event.preventDefault();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    this.#zoom(Math.exp(-event.deltaY * WHEEL_SHARE), this.#at(event));
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    this.#box.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, this.#at(event));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const before = this.#down.get(event.pointerId);
    if (!before) return;
    const now = this.#at(event);
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    this.#down.set(event.pointerId, now);
    if (!other) {
      this.place = moved(this.place, now.x - before.x, now.y - before.y, this.#size);
      return;
    }
    const spread = Math.hypot(before.x - other.x, before.y - other.y);
    if (spread === 0) return;
    this.#zoom(Math.hypot(now.x - other.x, now.y - other.y) / spread, {
      x: (now.x + other.x) / 2,
      y: (now.y + other.y) / 2,
    });
    this.place = moved(this.place, (now.x - before.x) / 2, (now.y - before.y) / 2, this.#size);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    this.#down.delete(event.pointerId);
  }

  /** @param {MouseEvent} event */
  #at({ clientX, clientY }) {
    const { left, top } = this.#box.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

customElements.define("still-viewer", StillViewer);
