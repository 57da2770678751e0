/** Blinks the title of a page in the background: "(1) …" and back. */
export class TitleAlert {
  #page;
  #plain = "";
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {{ title: string }} page the document */
  constructor(page) {
    this.#page = page;
  }

  /** @param {string} text shown in turn with the page's own title */
  start(text) {
    this.stop();
    this.#plain = this.#page.title;
    this.#page.title = text;
    this.#timer = setInterval(() => {
      this.#page.title = this.#page.title === text ? this.#plain : text;
    }, 1000);
  }

  /** Idempotent. */
  stop() {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#page.title = this.#plain;
  }
}
