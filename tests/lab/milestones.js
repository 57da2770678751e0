/**
 * Notes when a page reaches what people wait for. Runs as an init script, before anything of the page.
 *
 * An element counts from the moment that it is in the document; the page needs no word about it.
 */

/** In ms since the navigation began. @type {Record<string, number>} */
export const reached = {};

const ELEMENTS = {
  startUsable: "[data-testid=start]",
  ringing: "[data-screen=ringing]",
  dutyUsable: "[data-testid=available][aria-disabled=false]",
  onDuty: "[data-testid=available][aria-pressed=true]",
};

/** @param {string} name */
function note(name) {
  reached[name] ??= performance.now();
}

/** @param {boolean} goesOnDuty whether the switch is used as soon as it can be */
export function watch(goesOnDuty) {
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries(ELEMENTS)) {
      if (document.querySelector(selector)) note(name);
    }
    const available = document.querySelector(ELEMENTS.dutyUsable);
    if (!goesOnDuty || !(available instanceof HTMLElement) || "onDuty" in reached) return;
    // Once is enough: a second use takes it back.
    goesOnDuty = false;
    available.click();
  }).observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && target.closest(ELEMENTS.startUsable)) note("joined");
    },
    true,
  );
  globalThis.WebSocket = class extends WebSocket {
    /** @param {ConstructorParameters<typeof WebSocket>} options */
    constructor(...options) {
      super(...options);
      note("socketBegun");
      this.addEventListener("message", ({ data }) => {
        if (String(data).includes('"welcome"')) note("welcomed");
      });
    }
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    /** @param {ConstructorParameters<typeof RTCPeerConnection>} options */
    constructor(...options) {
      super(...options);
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState === "connected") note("connected");
      });
    }
  };
}
