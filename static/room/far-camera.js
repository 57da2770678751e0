/** @import { Controls, Setting } from "./camera-controls.js" */
/** @import { Task } from "./camera-queue.js" */
/** @import { Room } from "./room.js" */
import { allowed, applied, readControls } from "./camera-controls.js";
import { CameraQueue } from "./camera-queue.js";

/** An agent's page that has not answered by then will not. */
const LONGEST_ANSWER_MS = 5000;

/** The agent's page refuses more. */
const ASK_EVERY_MS = 120;

/** What the agent's page says when a wish does not hold. */
const TROUBLES = ["", "locked", "impossible", "failed", "too-often"];

/**
 * The agent's camera as the buyer's page sets it: by wishes that the agent's page carries out, or not. `OwnCamera` has the messages.
 *
 * Event: `change`.
 */
export class FarCamera extends EventTarget {
  #channel;
  #leaving = new AbortController();
  #queue = new CameraQueue(
    (task) => this.#ask(task),
    () => this.#changed(),
  );
  #number = 0;
  /** The wish that is out, until it is answered. @type {{message: {number: number}, settle: (trouble: string) => void}|null} */
  #out = null;
  /** @type {Controls|null} */
  #controls = null;

  /** Whether the agent alone sets his camera. */
  locked = false;
  /** Why the newest wish does not hold: a word that has a text `camera-trouble-…`; "" when nothing is wrong. */
  trouble = "";

  /** @param {Pick<Room, "consultation">} room */
  constructor({ consultation }) {
    super();
    this.#channel = consultation.peer.room;
    const { signal } = this.#leaving;
    this.#channel.addEventListener(
      "message",
      (event) => this.#receive(/** @type {CustomEvent} */ (event).detail),
      { signal },
    );
    // It may have been lost with the old connection; asked twice, it holds as well.
    this.#channel.addEventListener("open", () => this.#out && this.#channel.send(this.#out.message), {
      signal,
    });
  }

  /** What can be set, as it holds or is wished; null while the camera is off or not known. @returns {Controls|null} */
  get controls() {
    return this.#controls && this.#queue.pending.reduce(applied, this.#controls);
  }

  /** Wishes something of the camera. @param {Setting} setting */
  set({ name, value }) {
    const setting = this.#controls && !this.locked && allowed(this.#controls, name, value);
    if (!setting) return;
    this.trouble = "";
    this.#queue.add(setting);
  }

  close() {
    this.#leaving.abort();
    this.#queue.clear();
    this.#out?.settle("");
  }

  /** @param {Task} task */
  async #ask({ setting }) {
    this.#number += 1;
    const message = { type: "camera-ask", number: this.#number, ...setting };
    const pause = after(ASK_EVERY_MS);
    /** @type {Promise<string>} */
    const answer = new Promise((settle) => {
      this.#out = { message, settle };
    });
    const late = after(LONGEST_ANSWER_MS).then(() => "no-answer");
    this.trouble = this.#channel.send(message) ? await Promise.race([answer, late]) : "no-connection";
    this.#out = null;
    if (this.trouble === "") await pause;
    else this.#queue.clear();
  }

  /** @param {Record<string, unknown>} message */
  #receive({ type, number, trouble, controls, locked }) {
    const out = this.#out;
    if (type === "camera") {
      this.#controls = readControls(controls);
      this.locked = locked === true;
    } else if (type === "camera-answer" && out && number === out.message.number) {
      const word = String(trouble);
      out.settle(TROUBLES.includes(word) ? word : "failed");
    } else {
      return;
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {number} ms @returns {Promise<void>} */
function after(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
