/** Renders its Lit host again at a steady pace, for clocks and countdowns. */
export class TickController {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * @param {import("lit").ReactiveControllerHost} host
   * @param {number} [everyMs]
   */
  constructor(host, everyMs = 1000) {
    this.host = host;
    this.everyMs = everyMs;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => this.host.requestUpdate(), this.everyMs);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }
}
