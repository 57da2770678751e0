/*
 * Brings video consultations to a shop's page:
 *
 *   <script async src="https://consult.example/embed.js" data-shop="SHOP"></script>
 *   <button data-consult-product="SKU">See it live</button>
 *
 * A click opens a panel. The shop's page says who its buyer is with a token that its own server has signed:
 * `VideoConsult.configure({ token: async () => … })`, or `data-consult-token` on the button or this script.
 * `window.onVideoConsultReady`, which may be defined before, is called when `window.VideoConsult` is there; a
 * `videoconsult:ready` event tells the same. Nothing of the page's Content-Security-Policy has to be loosened but
 * script-src and frame-src for this one origin: the styles live in a constructed sheet inside a shadow root.
 */
(() => {
  /** @typedef {{ product: string, purpose?: string, language?: string, token?: string, lang?: string }} OpenOptions */
  /** @typedef {string | null | (() => string | null | Promise<string | null>)} TokenSource */
  /** @typedef {"opened" | "waiting" | "paired" | "ended" | "closed" | "callback-requested"} EventName */
  /** @typedef {"add-to-cart" | "remove-from-cart"} CartWish */
  /** @typedef {(detail: Record<string, any>) => unknown} Listener to a cart wish: what it returns is the answer */

  const page = /** @type {Record<string, any>} */ (/** @type {unknown} */ (window));
  if (page.VideoConsult) return;

  const SOURCE = "video-consult";
  /** While a consultation goes on, this lets a reload of the shop's page, or its next page, open the panel again. */
  const STORAGE_KEY = "video-consult.open";
  /** What the shop answered about items of the cart: after a reload it is not asked again. */
  const CART_KEY = "video-consult.cart";
  /** What a handler may answer. */
  const ANSWERS = {
    "add-to-cart": ["added", "out-of-stock", "refused"],
    "remove-from-cart": ["removed", "refused"],
  };
  /** A page in the panel that does not answer a wish to close within this is gone or stuck. */
  const CLOSE_WITHIN_MS = 1500;

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const service = new URL(script.src).origin;
  const settings = {
    shop: script.dataset.shop ?? "",
    token: /** @type {TokenSource} */ (script.dataset.consultToken ?? null),
  };
  /** @type {Map<string, Set<Listener>>} */
  const listeners = new Map();
  /** By wish and id of the item: the shop is asked once. @type {Map<string, string | Promise<string>>} */
  const answers = new Map(Object.entries(kept(CART_KEY) ?? {}));

  /**
   * The open panel, if any.
   * @type {{ host: HTMLElement, dialog: HTMLDialogElement, frame: HTMLIFrameElement, button: HTMLButtonElement,
   *   options: OpenOptions, opener: Element | null, ready: boolean, busy: boolean,
   *   closing: ReturnType<typeof setTimeout> | undefined } | null}
   */
  let panel = null;

  const STYLE = `
    dialog {
      position: fixed; inset: 0; inset-inline-start: auto; z-index: 2147483000; box-sizing: border-box;
      inline-size: min(30rem, 100vw); max-inline-size: none; block-size: 100%; max-block-size: none;
      margin: 0; padding: 0; border: 0; background: #f6f5f2; color-scheme: light dark;
      box-shadow: 0 0 3rem rgb(0 0 0 / 28%); overflow: hidden;
    }
    dialog:modal { inline-size: 100%; block-size: 100%; block-size: 100dvb; }
    dialog::backdrop { background: rgb(0 0 0 / 45%); }
    iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
    button {
      position: absolute; inset-block-start: 0.375rem; inset-inline-end: 0.75rem; inline-size: 2.75rem;
      block-size: 2.75rem; padding: 0; border: 0; border-radius: 50%; background: rgb(20 22 26 / 78%);
      color: #fff; font: 1.5rem/1 system-ui, sans-serif; cursor: pointer;
    }
    button:hover { background: #14161a; }
    button:focus-visible { outline: 3px solid #a8c7fa; outline-offset: -5px; box-shadow: 0 0 0 2px #0b57d0; }
    @media (prefers-color-scheme: dark) {
      dialog { background: #14161a; }
      button { background: rgb(255 255 255 / 18%); }
      button:hover { background: rgb(255 255 255 / 30%); }
    }
    @media (prefers-reduced-motion: no-preference) {
      dialog { animation: enter 180ms ease-out; }
      @keyframes enter { from { opacity: 0; translate: 0 1.5rem; } }
    }
  `;

  /** @param {OpenOptions} options @param {Element | null} [opener] gets the focus back */
  function open({ ...options }, opener = document.activeElement) {
    if (!options.product) throw new TypeError("VideoConsult.open needs a product");
    // Kept over a reload, because a page may set its language only after this script.
    options.lang ??= options.language ?? document.documentElement.lang;
    if (panel && (panel.busy || panel.options.product === options.product)) return panel.frame.focus();
    if (panel) remove();
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const dialog = document.createElement("dialog");
    const frame = document.createElement("iframe");
    const button = document.createElement("button");
    // Until the page in the frame has told its own names, in its own language.
    label(frame, dialog, button, { title: "Live consultation", close: "Close" });
    frame.allow = "camera; microphone; display-capture; autoplay; speaker-selection; screen-wake-lock";
    frame.src = address(options);
    button.type = "button";
    button.textContent = "×";
    button.addEventListener("click", () => requestClose(false));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      requestClose(false);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      requestClose(false);
    });
    dialog.append(frame, button);
    root.append(dialog);
    document.body.append(host);
    panel = { host, dialog, frame, button, options, opener, ready: false, busy: false, closing: undefined };
    // A phone shows nothing else; beside it on a wide screen, the shop's page stays of use.
    if (matchMedia("(width < 48rem)").matches) dialog.showModal();
    else dialog.show();
    frame.focus();
    emit("opened", { product: options.product });
  }

  /** @param {OpenOptions} options */
  function address({ product, purpose, language, lang }) {
    const url = new URL("/consult", service);
    const query = { product, shop: settings.shop, purpose, language, lang, embedder: location.origin };
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    return url.href;
  }

  /**
   * Asks the page in the panel to let go; it may ask the buyer first.
   * @param {boolean} force
   */
  function requestClose(force) {
    if (!panel) return;
    if (!panel.ready) return remove();
    clearTimeout(panel.closing);
    panel.closing = setTimeout(remove, CLOSE_WITHIN_MS);
    send("close", { force });
  }

  function remove() {
    if (!panel) return;
    const { host, dialog, opener, options, closing } = panel;
    clearTimeout(closing);
    panel = null;
    store(null);
    dialog.close();
    host.remove();
    // After a reload, or when the page was drawn anew meanwhile, the button that opened it is another element.
    const known = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    const same = `[data-consult-product="${CSS.escape(options.product)}"]`;
    /** @type {HTMLElement | null} */ (known ? opener : document.querySelector(same))?.focus();
    emit("closed", { product: options.product });
  }

  /** @param {MessageEvent} event */
  function receive(event) {
    if (!panel || event.source !== panel.frame.contentWindow || event.origin !== service) return;
    if (event.data?.source !== SOURCE) return;
    const { type, detail } = event.data;
    if (type === "ready") {
      panel.ready = true;
      label(panel.frame, panel.dialog, panel.button, detail);
    }
    if (type === "token-wanted") void giveToken();
    if (type === "busy") {
      panel.busy = detail.busy === true;
      store(panel.busy ? panel.options : null);
    }
    if (type === "cart") void askCart(detail.wish, detail.item);
    if (type === "event") emit(detail.name, { product: panel.options.product, ...detail.detail });
    if (type === "asking") {
      clearTimeout(panel.closing);
      panel.frame.focus();
    }
    if (type === "released") remove();
  }

  async function giveToken() {
    const asked = panel;
    let token = null;
    try {
      const source = panel?.options.token ?? settings.token;
      token = await (typeof source === "function" ? source() : source);
    } catch (error) {
      console.error("VideoConsult: the shop's page gave no token", error);
    }
    if (panel === asked) send("token", { token });
  }

  /**
   * Hands a wish about the cart to the handler that the shop's page registered last, each once, and tells its answer.
   * @param {CartWish} wish
   * @param {{ id: string }} item
   */
  async function askCart(wish, item) {
    const handler = [...(listeners.get(wish) ?? [])].at(-1);
    const key = `${wish}:${item.id}`;
    if (handler && !answers.has(key)) answers.set(key, answerOf(wish, handler, item));
    const status = (await answers.get(key)) ?? "no-shop";
    send("cart-answer", { wish, id: item.id, status });
  }

  /**
   * @param {CartWish} wish
   * @param {Listener} handler
   * @param {{ id: string }} item
   */
  async function answerOf(wish, handler, item) {
    let status = "refused";
    try {
      const answer = /** @type {{ status?: string } | undefined} */ (await handler({ ...item }));
      if (ANSWERS[wish].includes(answer?.status ?? "")) status = /** @type {string} */ (answer?.status);
      else console.error(`VideoConsult: the handler of ${wish} answered none of ${ANSWERS[wish].join(", ")}`);
    } catch (error) {
      console.error(`VideoConsult: the handler of ${wish} failed`, error);
    }
    note(wish, { ...item, status });
    keep(CART_KEY, { ...kept(CART_KEY), [`${wish}:${item.id}`]: status });
    return status;
  }

  /** @param {string} type @param {Record<string, unknown>} detail */
  function send(type, detail) {
    panel?.frame.contentWindow?.postMessage({ source: SOURCE, type, detail }, service);
  }

  /** @param {EventName} name @param {Record<string, unknown>} detail */
  function emit(name, detail) {
    note(name, detail);
    for (const listener of listeners.get(name) ?? []) {
      try {
        listener(detail);
      } catch (error) {
        console.error(`VideoConsult: a listener to ${name} failed`, error);
      }
    }
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  function note(name, detail) {
    page.dataLayer ??= [];
    page.dataLayer.push({ event: `videoconsult:${name}`, ...detail });
  }

  /**
   * @param {HTMLIFrameElement} frame
   * @param {HTMLDialogElement} dialog
   * @param {HTMLButtonElement} button
   * @param {{ title?: string, close?: string }} labels
   */
  function label(frame, dialog, button, { title, close }) {
    if (title) frame.title = title;
    if (title) dialog.setAttribute("aria-label", title);
    if (close) button.setAttribute("aria-label", close);
  }

  /** @param {OpenOptions | null} options */
  function store(options) {
    keep(STORAGE_KEY, options && { ...options, token: undefined });
  }

  /** @param {string} key @param {object | null} value */
  function keep(key, value) {
    try {
      if (value) sessionStorage.setItem(key, JSON.stringify(value));
      else sessionStorage.removeItem(key);
    } catch {
      // Without storage a reload closes the panel, which the buyer can open again, and forgets the cart's answers.
    }
  }

  /** @param {string} key */
  function kept(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  addEventListener("message", receive);
  document.addEventListener("click", (event) => {
    const target = event.composedPath()[0];
    const button = target instanceof Element ? target.closest("[data-consult-product]") : null;
    if (!(button instanceof HTMLElement) || event.defaultPrevented) return;
    event.preventDefault();
    const {
      consultProduct: product = "",
      consultPurpose: purpose,
      consultLanguage: language,
    } = button.dataset;
    open({ product, purpose, language, token: button.dataset.consultToken }, button);
  });

  const api = Object.freeze({
    /** @param {{ token?: TokenSource, shop?: string }} changes */
    configure: (changes) => void Object.assign(settings, changes),
    /** @param {OpenOptions} options */
    open: (options) => open(options),
    /** Closes at once, ending what goes on in the panel. */
    close: () => requestClose(true),
    /**
     * @param {EventName | CartWish} name
     * @param {Listener} listener for a `CartWish` the handler: it returns (or promises) `{ status }`, see docs/embed.md
     * @returns {() => void} takes the listener away again
     */
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => void all.delete(listener);
    },
  });
  Object.defineProperty(window, "VideoConsult", { value: api, enumerable: true });
  if (typeof page.onVideoConsultReady === "function") page.onVideoConsultReady(api);
  dispatchEvent(new CustomEvent("videoconsult:ready", { detail: api }));

  /** @type {OpenOptions | null} */
  const before = kept(STORAGE_KEY);
  if (before) open(before);
})();
