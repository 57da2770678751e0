/** Where the tape goes: a line figure for each body dimension, in the colours of the text and the accent. */
import { html, svg } from "lit";

/** One half of a standing figure, whose mirror image is the other. The middle is x = 60. */
const HALF = svg`<path d="M60 8c-7 0-11 6-11 13 0 8 4 15 8 17l-1 7c-5 4-16 4-21 8-5 5-6 14-8 24l-5 27-4 21c-1 4 1 7 3 7s4-2 5-6l7-27 5-22"/>
  <path d="M39 66c1 12 6 20 6 31 0 10-7 18-7 31 0 18 5 32 5 49 0 16 2 30 2 42 0 3 2 4 6 4 3 0 4-1 4-4 0-13 2-27 2-40l3-38"/>`;

const FIGURE = svg`<g>${HALF}</g><g transform="matrix(-1 0 0 1 120 0)">${HALF}</g>`;

/** Round the body: the near side drawn through, the far side dashed. @param {number} x @param {number} y */
function girth(x, y) {
  const [left, right, dip] = [x, 120 - x, Math.max((60 - x) / 3, 2.5)];
  return svg`<path class="figure__far" d="M${left} ${y}Q60 ${y - dip * 1.6} ${right} ${y}"/>
    <path class="figure__tape" d="M${left} ${y}Q60 ${y + dip * 2} ${right} ${y}"/>`;
}

/** A straight length with its ends. @param {number} x @param {number} top @param {number} bottom */
function upright(x, top, bottom) {
  return svg`<path class="figure__tape" d="M${x} ${top}V${bottom}M${x - 6} ${top}h12M${x - 6} ${bottom}h12"/>`;
}

const FOOT = svg`<path d="M12 30v120M12 90h4"/>
  <path d="M30 62c-12 3-15 16-15 28s4 25 16 28c16 3 30-3 46-1 11 2 21 4 27-5 5-8 1-21-7-27-8-7-19-5-29-12-11-7-22-14-38-11z"/>
  <path d="M93 80c4-3 8-1 9 3M99 89c4-2 7 0 8 3M101 98c4-1 6 1 6 4"/>
  <path class="figure__tape" d="M13 146h96M13 139v14M109 139v14"/>`;

const shapes = {
  head: svg`${FIGURE}${girth(49, 17)}`,
  neck: svg`${FIGURE}${girth(55.5, 43)}`,
  chest: svg`${FIGURE}${girth(39, 70)}`,
  underbust: svg`${FIGURE}${girth(42, 80)}`,
  waist: svg`${FIGURE}${girth(45, 97)}`,
  hip: svg`${FIGURE}${girth(38, 128)}`,
  height: svg`${FIGURE}${upright(110, 8, 223)}`,
  inside_leg: svg`${FIGURE}${upright(60, 143, 223)}`,
  arm_length: svg`${FIGURE}<path class="figure__tape" d="M86 53c6 6 7 15 8 24l5 27 3 14M82 57l7-8M97 120l10-3"/>`,
  hand: svg`${FIGURE}<path class="figure__tape" d="M96 117q6 5 11-1"/>`,
  foot_length: FOOT,
};

/** @typedef {keyof typeof shapes} FigureName */

/**
 * Decoration: the words beside it say the same.
 * @param {string} dimension
 */
export function sizeFigure(dimension) {
  if (!(dimension in shapes)) return html``;
  const foot = dimension === "foot_length";
  return html`<svg class="figure" viewBox=${foot ? "0 20 120 140" : "0 0 120 230"} fill="none" stroke="currentColor"
    stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"
    data-figure=${dimension}>${shapes[/** @type {FigureName} */ (dimension)]}</svg>`;
}
