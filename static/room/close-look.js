/** @import { StillView } from "../modules/messages.js" */
/** @import { Room } from "./room.js" */
/** @import { Arrival } from "./still-exchange.js" */
import { photograph } from "./photograph.js";

/**
 * A close look: one side's camera takes a still at its full size, the other side gets it, and keeps it with the consultation.
 *
 * Usually the buyer asks and the agent's page answers by itself, visibly; the agent may also show one unasked.
 *
 * Event: `change`.
 *
 * @typedef {"idle"|"asked"|"taking"|"sending"|"receiving"|"keeping"} Phase
 */
export class CloseLook extends EventTarget {
  #room;
  #leaving = new AbortController();

  /** @type {Phase} */
  phase = "idle";
  /** Why the last one did not come: a word that has a text `close-look-trouble-…`; "" when nothing is wrong. */
  trouble = "";
  /** Whether the other side asked for the one that is being taken or sent. */
  wanted = false;
  /** The newest that came here and is not kept yet. @type {Arrival|null} */
  arrival = null;
  /** The newest that came or went. @type {Blob|null} */
  image = null;
  imageLabel = "";
  /** Whether that one is kept with the consultation. */
  kept = false;

  /** @param {Room} room */
  constructor(room) {
    super();
    this.#room = room;
    const { signal } = this.#leaving;
    /** @param {string} type @param {(detail: any) => void} listener */
    const on = (type, listener) =>
      room.exchange.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on("asked", ({ label }) => this.#asked(label));
    on("refused", ({ reason }) => this.#failed(reason));
    on("change", () => this.#follow());
    on(
      "arrived",
      (/** @type {Arrival} */ arrival) => arrival.kind === "close-look" && this.#arrived(arrival),
    );
    on("delivered", (/** @type {Arrival} */ sent) => sent.kind === "close-look" && this.#seen(sent));
    on("failed", ({ kind }) => kind === "close-look" && this.#failed("damaged"));
    room.stills.addEventListener(
      "gone",
      (event) => this.#erased(/** @type {CustomEvent} */ (event).detail.still),
      {
        signal,
      },
    );
  }

  /** Of the close look that is under way. @returns {import("./still-exchange.js").Progress|null} */
  get progress() {
    return this.#room.exchange.progress.find(({ kind }) => kind === "close-look") ?? null;
  }

  /** Whether another may be begun. */
  get isFree() {
    return this.phase === "idle";
  }

  /** Asks the other side for one. @param {string} label */
  ask(label) {
    if (!this.isFree) return;
    this.trouble = "";
    if (this.#room.exchange.ask(label)) this.#become("asked");
    else this.#failed("no-connection");
  }

  /** Takes one here and sends it. @param {string} label */
  async show(label) {
    if (!this.isFree) return;
    this.trouble = "";
    const track = this.#room.consultation.media.tracks.video;
    if (track?.readyState !== "live") return this.#refuse("camera-off");
    this.#become("taking");
    try {
      await this.#room.exchange.offer(await photograph(track), "close-look", label);
    } catch (error) {
      console.warn("no still could be taken", error);
      this.#refuse("camera-failed");
    }
  }

  /** Gives up what is under way. */
  cancel() {
    this.#room.exchange.cancel("close-look");
    this.#become("idle");
  }

  /** Keeps what came, again after it was refused. */
  async keep() {
    const { arrival } = this;
    if (!arrival) return;
    this.#become("keeping");
    const still = await this.#room.stills.keep(arrival.image, "close-look", arrival.label);
    if (still) {
      this.arrival = null;
      this.kept = true;
      this.#room.stills.select(still.id);
    } else {
      this.trouble = "not-kept";
    }
    this.#become("idle");
  }

  close() {
    this.#leaving.abort();
  }

  /** @param {string} label */
  #asked(label) {
    if (!this.isFree) return;
    this.wanted = true;
    this.#room.open("close-look");
    void this.show(label);
  }

  /** @param {Arrival} arrival */
  #arrived(arrival) {
    this.arrival = arrival;
    this.#seen(arrival);
    this.#room.open("close-look");
    void this.keep();
  }

  /** @param {Arrival} arrival */
  #seen({ image, label }) {
    this.image = image;
    this.imageLabel = label;
    this.kept = false;
    this.#become("idle");
  }

  /** What was erased must not stay on the screen; which close look it was, only the side that kept it could tell. @param {StillView} still */
  #erased({ kind }) {
    if (kind !== "close-look" || this.arrival) return;
    this.image = null;
    this.kept = false;
    this.#changed();
  }

  #follow() {
    const { progress } = this;
    if (progress?.direction === "in") this.#become("receiving");
    else if (progress) this.#become("sending");
    else if (this.phase === "receiving" || this.phase === "sending") this.#become("idle");
    else this.#changed();
  }

  /** @param {string} reason */
  #refuse(reason) {
    if (this.wanted) this.#room.exchange.refuse(reason);
    this.#failed(reason);
  }

  /** @param {string} reason */
  #failed(reason) {
    this.trouble = reason;
    this.#become("idle");
  }

  /** @param {Phase} phase */
  #become(phase) {
    this.phase = phase;
    if (phase === "idle") this.wanted = false;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
