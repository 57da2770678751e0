/** What a canvas must be told about the page it stands in: it knows neither custom properties nor the reader's scheme. */
import { localeEvents } from "../modules/i18n.js";

/**
 * @template {string} Name
 * @param {HTMLElement} area where the colours are meant to be seen
 * @param {Record<Name, string>} properties custom properties by the names under which they are wanted
 * @returns {Record<Name, string>} what they come to in the present scheme
 */
export function palette(area, properties) {
  const colours = /** @type {Record<Name, string>} */ ({});
  for (const name of /** @type {Name[]} */ (Object.keys(properties))) {
    // A custom property's own value is not resolved; the colour of something that uses it is. Each has a probe of its
    // own, because the colour of one that changes may be on its way, by a transition.
    const probe = area.ownerDocument.createElement("span");
    probe.style.setProperty("color", `var(${properties[name]})`);
    area.append(probe);
    colours[name] = getComputedStyle(probe).color;
    probe.remove();
  }
  return colours;
}

/** Has its Lit host draw anew when the scheme or the language changes, and whenever `watch`ed ground changes its width. */
export class Drawing {
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #size;

  /**
   * @param {import("lit").ReactiveControllerHost} host
   * @param {{ draw: () => void, fit: () => void }} steps `draw`: everything is new; `fit`: only the width is
   */
  constructor(host, { draw, fit }) {
    this.draw = draw;
    this.#size = new ResizeObserver(fit);
    host.addController(this);
  }

  /** @param {Element} ground */
  watch(ground) {
    this.#size.observe(ground);
  }

  hostConnected() {
    this.#scheme.addEventListener("change", this.draw);
    localeEvents.addEventListener("locale", this.draw);
  }

  hostDisconnected() {
    this.#scheme.removeEventListener("change", this.draw);
    localeEvents.removeEventListener("locale", this.draw);
    this.#size.disconnect();
  }
}
