/** @import { PeerSession } from "./peer-session.js" */
/** @import { Change } from "./route-chooser.js" */
import { gaugeRelays } from "./relay-gauge.js";
import { RouteChooser } from "./route-chooser.js";

/** Not in the first seconds, which belong to the first picture. */
const FIRST_AFTER_MS = 4000;
const DECIDE_EVERY_MS = 2000;

/** Ways of the internet change slowly; a relay's allocation costs its operator something. */
const GAUGE_EVERY_MS = 120_000;

/**
 * Brings the media to the relay that is measured to be quicker than the way the browser found, and back: by a new configuration and an ICE
 * restart, while the media go on. Both sides tell each other how far their relays are; the polite side decides and
 * has the other one offer the restart, whose browser then chooses the pair by our candidates' rank (`candidate-rank.js`). So one relay is
 * taken, the polite side's.
 *
 * Event: `change` (detail {@link Change}).
 */
export class Routing extends EventTarget {
  #peer;
  #decides;
  #roundTripMs;
  #chooser = new RouteChooser();
  /** @type {Map<string, number>} */
  #own = new Map();
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];
  #closed = false;

  /**
   * @param {{peer: PeerSession, decides: boolean, roundTripMs: () => number|null}} options `roundTripMs` of the present way with an empty queue
   */
  constructor({ peer, decides, roundTripMs }) {
    super();
    this.#peer = peer;
    this.#decides = decides;
    this.#roundTripMs = roundTripMs;
    peer.addEventListener("connection", this.#connectionChanged);
  }

  /** Begins to measure; idempotent. Nothing happens where there are no regions to choose from, or only relays may be used. */
  start() {
    if (this.#timers.length || this.#peer.relayOnly || !this.#peer.iceServers.some(({ region }) => region))
      return;
    this.#timers.push(
      setTimeout(() => this.#gauge(), FIRST_AFTER_MS),
      setInterval(() => this.#gauge(), GAUGE_EVERY_MS),
      setInterval(() => this.#decide(), DECIDE_EVERY_MS),
    );
  }

  close() {
    this.#closed = true;
    this.#peer.removeEventListener("connection", this.#connectionChanged);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #gauge() {
    this.#own = await gaugeRelays(this.#peer.iceServers);
    if (!this.#closed) this.#peer.measurements.relays = Object.fromEntries(this.#own);
  }

  async #decide() {
    if (!this.#decides || this.#peer.state !== "connected") return;
    const region = await this.#peer.relayInUse();
    const presentMs = this.#roundTripMs();
    if (presentMs === null || this.#closed) return;
    /** @type {Map<string, number>} */
    const relays = new Map();
    for (const [region, theirs] of Object.entries(this.#peer.measurements.remoteRelays)) {
      const ours = this.#own.get(region);
      if (ours !== undefined) relays.set(region, ours + theirs);
    }
    this.#follow(this.#chooser.measured(performance.now(), { presentMs, region, relays }));
  }

  #connectionChanged = () => {
    if (this.#peer.state === "reconnecting") this.#follow(this.#chooser.lost(performance.now()));
  };

  /** @param {Change|null} change */
  #follow(change) {
    if (!change) return;
    this.#peer.takeRelay(change.region);
    this.dispatchEvent(new CustomEvent("change", { detail: change }));
  }
}
