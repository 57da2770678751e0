/** @import { Room } from "./room.js" */
import { ApiError } from "../modules/api.js";
import { MOST_BYTES } from "./still-transfer.js";

/** What is wrong with the file itself: sent again it would be refused again. */
const FAULTS = ["unsupported-image", "image-too-large", "too-many-pixels", "corrupt-image"];

/**
 * A picture out of a file of this side, on its way to the stills of the consultation. Whatever goes wrong, it stays chosen until it is
 * kept or put away.
 *
 * Event: `change`.
 *
 * @typedef {"none"|"chosen"|"sending"|"kept"} Phase
 */
export class ChosenPicture extends EventTarget {
  #room;
  #sending = new AbortController();

  /** @type {Phase} */
  phase = "none";
  /** @type {File|null} */
  file = null;
  /** What it will be called. */
  label = "";
  /** How much of it is out, 0 to 1. */
  share = 0;
  /** Code of the newest refusal, "" when there is none. */
  trouble = "";

  /** @param {Pick<Room, "api"|"stills">} room */
  constructor(room) {
    super();
    this.#room = room;
  }

  /** Whether it may be sent, for the first time or again. */
  get isSendable() {
    return this.phase === "chosen" && !FAULTS.includes(this.trouble);
  }

  /** @param {File} file */
  choose(file) {
    if (this.phase === "sending") return;
    this.file = file;
    this.trouble = "";
    // Known without sending it: an empty file, a video, or one that would take minutes to be refused.
    if (file.size === 0) this.trouble = "corrupt-image";
    else if (!file.type.startsWith("image/")) this.trouble = "unsupported-image";
    else if (file.size > MOST_BYTES) this.trouble = "image-too-large";
    this.#become("chosen");
  }

  /** Keeps it with the consultation. */
  async send() {
    const { file } = this;
    if (!file || !this.isSendable) return;
    const { api, stills } = this.#room;
    const query = new URLSearchParams({ kind: "file", label: this.label });
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    const progress = (/** @type {number} */ share) => this.#sent(share);
    this.trouble = "";
    this.share = 0;
    this.#become("sending");
    try {
      const still = stills.put(await api.sendImage(`stills?${query}`, file, { progress, signal }));
      this.#forget("kept");
      stills.select(still.id);
    } catch (error) {
      if (!(error instanceof ApiError || signal.aborted)) throw error;
      if (error instanceof ApiError) this.trouble = error.code;
      this.#become("chosen");
    }
  }

  /** Stops sending it; it stays chosen. */
  cancel() {
    this.#sending.abort();
  }

  /** Puts it away. */
  away() {
    this.cancel();
    this.#forget("none");
  }

  /** @param {number} share */
  #sent(share) {
    this.share = share;
    this.#changed();
  }

  /** @param {Phase} phase */
  #forget(phase) {
    this.file = null;
    this.label = "";
    this.trouble = "";
    this.#become(phase);
  }

  /** @param {Phase} phase */
  #become(phase) {
    this.phase = phase;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
