/** @import { Room } from "./room.js" */
/** @import { Operation, Place } from "./drawing.js" */
/** @import { Arrival } from "./still-exchange.js" */
import { newId } from "../modules/tab.js";
import { Drawing, isPlace, readOperation } from "./drawing.js";
import { frameOf } from "./photograph.js";
import { sha256 } from "./still-transfer.js";

/**
 * One frozen frame that both see, point at and draw on.
 *
 * Whoever freezes sends the frame as a still; what is drawn goes over the room's channel as `draw` {board, operation} and `point`
 * {board, at}, where `board` is the frame's hash, so that strokes never land on another picture.
 *
 * Events: `change` (the frame or what is drawn), `point` (detail `{at}`: where the other side points, null for nowhere).
 */
export class Freeze extends EventTarget {
  #room;
  #leaving = new AbortController();
  #board = "";

  /** @type {Blob|null} */
  frame = null;
  drawing = new Drawing();
  /** Whether the frame is on both screens. */
  shared = false;
  /** From the click until there is a frame. */
  freezing = false;
  /** Why there is none: a word that has a text `freeze-trouble-…`. */
  trouble = "";

  /** @param {Room} room */
  constructor(room) {
    super();
    this.#room = room;
    const { signal } = this.#leaving;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(room.exchange, "arrived", (arrival) => arrival.kind === "frozen" && this.#arrived(arrival));
    on(room.exchange, "delivered", (arrival) => this.#delivered(arrival));
    on(room.exchange, "failed", ({ kind }) => kind === "frozen" && this.fail("damaged"));
    on(room.consultation.peer.room, "message", (message) => this.#receive(message));
    on(room.consultation.peer.room, "open", () => this.#repeat());
  }

  /** Freezes the second camera's picture where that is the large one here; else what the buyer sees: the agent's, or his own. */
  async freeze() {
    if (this.freezing) return;
    this.freezing = true;
    this.trouble = "";
    this.#changed();
    try {
      const image = await frameOf(this.#source());
      const sum = await sha256(new Uint8Array(await image.arrayBuffer()));
      this.#begin(image, sum);
      await this.#room.exchange.offer(image, "frozen", "");
    } catch (error) {
      console.warn("no frame could be frozen", error);
      this.fail("no-picture");
    } finally {
      this.freezing = false;
      this.#changed();
    }
  }

  /** Puts the frame away on this side. */
  leave() {
    this.frame = null;
    this.#board = "";
    this.#changed();
  }

  /** @param {Operation} operation drawn here */
  draw(operation) {
    this.drawing.apply(operation);
    this.#send({ type: "draw", board: this.#board, operation });
    this.#changed();
  }

  /** Takes back what was drawn here last. */
  undo() {
    const id = this.drawing.lastOf(this.#room.role);
    if (id) this.draw({ op: "undo", id });
  }

  /** @returns {string} the id of a new mark of this side */
  newMark() {
    return `${this.#room.role}:${newId().slice(0, 40)}`;
  }

  /** @param {Place|null} at where this side points now */
  point(at) {
    this.#send({ type: "point", board: this.#board, at });
  }

  close() {
    this.#leaving.abort();
  }

  #source() {
    const { second } = this.#room;
    if (second.large && second.track) return second.track;
    const { media, peer } = this.#room.consultation;
    const own = media.tracks.video;
    const theirs = peer.remoteVideoStream
      .getVideoTracks()
      .find(({ muted, readyState }) => !muted && readyState === "live");
    const track = this.#room.role === "agent" ? (own ?? theirs) : (theirs ?? own);
    if (!track) throw new Error("no camera is on");
    return track;
  }

  /** @param {Blob} image @param {string} sum */
  #begin(image, sum) {
    this.frame = image;
    this.drawing = new Drawing();
    this.shared = false;
    this.#board = sum;
    this.#changed();
  }

  /** @param {Arrival} arrival */
  #arrived({ image, sha256: sum }) {
    // Both have frozen at once: the agent's frame is taken.
    if (this.frame && !this.shared && this.#room.role === "agent") return;
    this.#room.exchange.cancel("frozen");
    this.#begin(image, sum);
    this.shared = true;
    this.#room.open("freeze");
    this.#changed();
  }

  /** @param {Arrival} arrival */
  #delivered({ sha256: sum }) {
    if (sum !== this.#board) return;
    this.shared = true;
    this.#repeat();
    this.#changed();
  }

  /** @param {Record<string, unknown>} message */
  #receive({ type, board, operation, at }) {
    if (board !== this.#board || this.#board === "") return;
    if (type === "point") {
      this.dispatchEvent(new CustomEvent("point", { detail: { at: isPlace(at) ? at : null } }));
    } else if (type === "draw") {
      const known = readOperation(operation, this.#room.role === "buyer" ? "agent" : "buyer");
      if (known && this.drawing.apply(known)) this.#changed();
    }
  }

  /** The other side may have missed some: it takes what it has as no news. */
  #repeat() {
    for (const operation of this.drawing.operationsOf(this.#room.role)) {
      this.#send({ type: "draw", board: this.#board, operation });
    }
  }

  /** @param {object} message */
  #send(message) {
    if (this.shared) this.#room.consultation.peer.room.send(message);
  }

  /** @param {string} trouble a word that has a text `freeze-trouble-…` */
  fail(trouble) {
    this.trouble = trouble;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
