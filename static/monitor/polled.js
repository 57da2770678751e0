import { ApiError, requestJson } from "../modules/api.js";

/**
 * Asks the service for something, and again every `everyMs`, while its host is there and the page is seen; the host
 * renders when there is news.
 * @template T
 */
export class Polled {
  /** The newest answer; null until the first has come. @type {T | null} */
  value = null;
  /** Error code of the last question; empty when it was answered. The value is from before then. */
  failure = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #abort = new AbortController();

  /**
   * @param {import("lit").ReactiveControllerHost} host
   * @param {() => string | null} path what to ask for; null for nothing now
   * @param {number} everyMs
   */
  constructor(host, path, everyMs) {
    this.host = host;
    this.path = path;
    this.everyMs = everyMs;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener("visibilitychange", this.#seen);
    void this.ask();
  }

  hostDisconnected() {
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  /** Asks for something else: what was known is of no use any more. */
  restart() {
    this.value = null;
    return this.ask();
  }

  /** Asks at once; an earlier question that has not been answered is dropped. */
  async ask() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const path = this.path();
    if (path !== null) await this.#ask(path, abort);
    if (abort.signal.aborted) return;
    this.#timer = setTimeout(() => this.#again(), this.everyMs);
    this.host.requestUpdate();
  }

  /**
   * @param {string} path
   * @param {AbortController} abort
   */
  async #ask(path, abort) {
    try {
      const value = await requestJson(path, { signal: abort.signal });
      if (abort.signal.aborted) return;
      this.value = value;
      this.failure = "";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!abort.signal.aborted) this.failure = error.code;
    }
  }

  /** A page that nobody sees asks when it is seen again. */
  #again() {
    if (!document.hidden) void this.ask();
  }

  #seen = () => this.#again();
}
