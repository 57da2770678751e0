/**
 * `<drawing-board>`: a frozen frame, and what both have drawn on it, live.
 *
 * A finger or the mouse draws, or says where words go. By keyboard: arrow keys move a cross (with Shift further), Enter begins and ends a
 * line, T writes at the cross, Backspace takes one's last mark back.
 *
 * Fires `write` (detail `{at}`) when words are wanted at a place.
 */
/** @import { Mark, Place } from "./drawing.js" */
/** @import { Freeze } from "./freeze.js" */
import { html, nothing, svg } from "lit";
import { LightElement } from "../components/light-element.js";
import { t } from "../modules/i18n.js";
import { measures } from "./mark-look.js";

const STEP = 0.01;
const LONG_STEP = 0.05;
/** Closer points change nothing to be seen. */
const LEAST_MOVE = 0.002;
const POINT_EVERY_MS = 60;
const POINTED_FOR_MS = 2500;

export class DrawingBoard extends LightElement {
  /** @override */
  static properties = {
    freeze: { attribute: false },
    src: {},
    writing: { type: Boolean },
    size: { state: true },
    cross: { state: true },
    pointed: { state: true },
  };

  /** The line that is being drawn. @type {{id: string, order: number, count: number, last: Place}|null} */
  #line = null;
  #pointedMs = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #forgetting;
  /** @type {AbortController|null} */
  #following = null;

  constructor() {
    super();
    /** @type {Freeze|null} */
    this.freeze = null;
    /** Address of the frame. */
    this.src = "";
    /** Whether a tap is for words instead of a line. */
    this.writing = false;
    /** Of the frame, in its own pixels. */
    this.size = { width: 16, height: 9 };
    /** The keyboard's place; null until a key is used. @type {Place|null} */
    this.cross = null;
    /** Where the other side points. @type {Place|null} */
    this.pointed = null;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#following?.abort();
    this.#following = null;
    clearTimeout(this.#forgetting);
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    if (changed.has("src")) void this.#measure();
    if (!this.freeze || this.#following) return;
    this.#following = new AbortController();
    const { signal } = this.#following;
    this.freeze.addEventListener("change", () => this.requestUpdate(), { signal });
    this.freeze.addEventListener("point", this.#pointedAt, { signal });
  }

  /** @override */
  render() {
    const { width, height } = this.size;
    const marks = this.freeze?.drawing.marks ?? [];
    // The picture is part of the drawing, so that both always have the same size.
    return html`<svg class="board ${this.writing ? "board--writing" : ""}" viewBox="0 0 ${width} ${height}" tabindex="0"
      role="application" aria-label=${t("board-help")} aria-keyshortcuts="Enter T Backspace" data-testid="board"
      data-marks=${marks.length} @keydown=${this.#key} @blur=${this.#left} @pointerdown=${this.#press}
      @pointermove=${this.#move} @pointerup=${this.#release} @pointercancel=${this.#release}>
      <image href=${this.src || nothing} width=${width} height=${height}></image>
      ${marks.map((mark) => this.#mark(mark))}
      ${this.pointed ? this.#finger(this.pointed) : nothing}
      ${this.cross ? this.#cross(this.cross) : nothing}
    </svg>`;
  }

  /** @param {Mark} mark */
  #mark({ by, points, at, text }) {
    const { width, height } = this.size;
    const { line, edge, text: letters } = measures(width, height);
    if (at) {
      return svg`<text class="mark mark--${by} mark--text" x=${at[0] * width} y=${at[1] * height} font-size=${letters}
        stroke-width=${edge}>${text}</text>`;
    }
    // A tap is a dot: a line of no length, with round ends.
    const places = points.length === 1 ? [points[0], points[0]] : points;
    const path = places.map(([x, y]) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`).join(" ");
    return svg`<polyline class="mark mark--edge" points=${path} stroke-width=${line + edge}></polyline>
      <polyline class="mark mark--${by}" points=${path} stroke-width=${line}></polyline>`;
  }

  /** @param {Place} place */
  #finger([x, y]) {
    const { width, height } = this.size;
    const { text } = measures(width, height);
    return svg`<circle class="board__finger" data-testid="pointed" cx=${x * width} cy=${y * height} r=${text * 0.6}></circle>`;
  }

  /** @param {Place} place */
  #cross([x, y]) {
    const { width, height } = this.size;
    const { text, line } = measures(width, height);
    const [cx, cy] = [x * width, y * height];
    const path = `M${cx - text},${cy}H${cx + text}M${cx},${cy - text}V${cy + text}`;
    return svg`<path class="board__cross board__cross--edge" d=${path} stroke-width=${line * 2}></path>
      <path class="board__cross" d=${path} stroke-width=${line}></path>`;
  }

  async #measure() {
    if (!this.src) return;
    const image = new Image();
    image.src = this.src;
    await image.decode();
    this.size = { width: image.naturalWidth, height: image.naturalHeight };
  }

  get #svg() {
    return /** @type {SVGSVGElement} */ (this.querySelector("svg"));
  }

  /** @param {Place} at */
  #begin(at) {
    const { freeze } = this;
    if (!freeze) return;
    this.#line = { id: freeze.newMark(), order: freeze.drawing.nextOrder, count: 0, last: at };
    this.#add(at);
  }

  /** @param {Place} at */
  #add(at) {
    const line = this.#line;
    if (!line || !this.freeze) return;
    const from = line.count;
    line.count += 1;
    line.last = at;
    this.freeze.draw({ op: "line", id: line.id, order: line.order, from, points: [at] });
  }

  #end = () => {
    this.#line = null;
  };

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    const at = this.#place(event);
    this.cross = null;
    if (this.writing) return this.#write(at);
    this.#svg.setPointerCapture(event.pointerId);
    this.#begin(at);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const at = this.#place(event);
    this.#point(at);
    const last = this.#line?.last;
    if (last && Math.hypot(at[0] - last[0], at[1] - last[1]) >= LEAST_MOVE) this.#add(at);
  }

  #release() {
    this.#end();
  }

  #left() {
    this.#end();
    this.cross = null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey) return;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const undo = event.key === "Backspace" || ((event.ctrlKey || event.metaKey) && event.key === "z");
    this.cross ??= [0.5, 0.5];
    if (step) this.#step(step, event.shiftKey ? LONG_STEP : STEP);
    else if (undo) this.freeze?.undo();
    else if (event.key === "Enter" || event.key === " ") this.#line ? this.#end() : this.#begin(this.cross);
    else if (event.key.toLowerCase() === "t" && !event.ctrlKey && !event.metaKey) this.#write(this.cross);
    else if (event.key === "Escape" && this.#line) this.#end();
    else return;
    event.preventDefault();
  }

  /** @param {number[]} direction @param {number} length */
  #step([dx, dy], length) {
    const [x, y] = this.cross ?? [0.5, 0.5];
    const at = rounded([x + dx * length, y + dy * length]);
    this.cross = at;
    this.#point(at);
    if (this.#line) this.#add(at);
  }

  /** @param {Place} at */
  #write(at) {
    this.#end();
    this.dispatchEvent(new CustomEvent("write", { detail: { at } }));
  }

  /** @param {Place} at */
  #point(at) {
    const now = performance.now();
    if (now - this.#pointedMs < POINT_EVERY_MS) return;
    this.#pointedMs = now;
    this.freeze?.point(at);
  }

  /** @param {Event} event */
  #pointedAt = (event) => {
    this.pointed = /** @type {CustomEvent<{at: Place|null}>} */ (event).detail.at;
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => {
      this.pointed = null;
    }, POINTED_FOR_MS);
  };

  /** @param {PointerEvent} event @returns {Place} */
  #place({ clientX, clientY }) {
    const toPicture = this.#svg.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toPicture);
    return rounded([x / this.size.width, y / this.size.height]);
  }
}

/** On the picture, to a ten-thousandth of it. @param {number[]} place @returns {Place} */
function rounded([x, y]) {
  const share = (/** @type {number} */ value) =>
    Math.round(Math.min(Math.max(value, 0), 1) * 10_000) / 10_000;
  return [share(x), share(y)];
}

customElements.define("drawing-board", DrawingBoard);
