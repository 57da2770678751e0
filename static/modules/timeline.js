/** @import { TimelineEvent } from "./messages.js" */
/** @import { Governing } from "./media/governing.js" */
/** @import { LocalMedia } from "./media/local-media.js" */
/** @import { PeerSession } from "./media/peer-session.js" */
/** @import { Routing } from "./media/routing.js" */
/** @import { SignalingClient } from "./signaling-client.js" */

/** A page that has gone mad must not fill the timeline, nor be refused for it. */
const LEAST_APART_MS = 1000;

/**
 * Tells the server what happens at this side of a consultation, for its timeline.
 *
 * Event: `told` (detail `TimelineEvent`): for the person at this page.
 */
export class Timeline extends EventTarget {
  #signaling;
  #consultation;
  #camera = "";
  /** It begins to ring when this page makes its peer connection. @type {number|null} */
  #ringsMs = performance.now();
  /** When something of the same kind and reason was told last. @type {Map<string, number>} */
  #told = new Map();

  /**
   * @param {{signaling: Pick<SignalingClient, "send">, consultation: string, peer: PeerSession,
   *   governing: Governing, routing: Routing, media: LocalMedia, signal: AbortSignal}} options `signal` ends it
   */
  constructor({ signaling, consultation, peer, governing, routing, media, signal }) {
    super();
    this.#signaling = signaling;
    this.#consultation = consultation;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(governing, "note", ({ reason, values }) => this.tell("governor", reason, values));
    on(routing, "change", ({ reason, fromMs, toMs }) => {
      const to = toMs === null ? [] : [["to_ms", Math.round(toMs)]];
      this.tell("route", reason, Object.fromEntries([["from_ms", Math.round(fromMs)], ...to]));
    });
    on(peer, "ice-restart", () => this.tell("ice-restart"));
    on(peer, "rebuilt", () => this.tell("peer-rebuilt"));
    on(peer, "connection", ({ state }) => {
      if (state === "reconnecting") this.tell(state);
      if (state === "connected") this.#connected();
    });
    on(media, "track", ({ kind, track }) => {
      if (kind === "video") this.#cameraChanged(track);
    });
  }

  /**
   * @param {TimelineEvent["kind"]} kind
   * @param {string} [reason]
   * @param {Record<string, number>} [values]
   */
  tell(kind, reason = "", values = {}) {
    const name = `${kind} ${reason}`;
    const now = performance.now();
    if (now - (this.#told.get(name) ?? Number.NEGATIVE_INFINITY) < LEAST_APART_MS) return;
    this.#told.set(name, now);
    /** @type {TimelineEvent} */
    const event = { kind, reason, values };
    this.#signaling.send({ type: "report-event", consultation: this.#consultation, event });
    this.dispatchEvent(new CustomEvent("told", { detail: event }));
  }

  /** How long the set-up took is told once. */
  #connected() {
    /** @type {Record<string, number>} */
    const values = this.#ringsMs === null ? {} : { setup_ms: Math.round(performance.now() - this.#ringsMs) };
    this.#ringsMs = null;
    this.tell("connected", "", values);
  }

  /** @param {MediaStreamTrack|null} track */
  #cameraChanged(track) {
    const camera = track?.getSettings().deviceId ?? track?.id ?? "";
    const before = this.#camera;
    this.#camera = camera;
    if (camera === before) return;
    if (camera === "") this.tell("camera-off");
    else this.tell(before === "" ? "camera-on" : "camera-switched");
  }
}
