/** @import { Controls, Setting } from "./camera-controls.js" */
/** @import { Task } from "./camera-queue.js" */
/** @import { Room } from "./room.js" */
import { allowed, applied, constraintsOf, controlsOf } from "./camera-controls.js";
import { CameraQueue } from "./camera-queue.js";

/** The buyer's page asks less often: beyond this somebody else speaks for it. */
const MOST_ASKS = 12;
const ASKS_WITHIN_MS = 1000;

/**
 * The agent's own camera, set from here and, unless he forbids it, from the buyer's page. What the buyer wishes is
 * held within the ranges of the camera here, whatever the other page believes.
 *
 * Messages over the room's channel: `camera` {controls, locked} says what can be set and what holds, whenever that changes
 * (`controls` null: the camera is off); `camera-ask` {number, name, value} is a wish; `camera-answer` {number, trouble} follows
 * when it holds, or with why it does not: `locked`, `impossible`, `failed`, `too-often`.
 *
 * Event: `change`.
 */
export class OwnCamera extends EventTarget {
  #room;
  #now;
  #leaving = new AbortController();
  #queue = new CameraQueue(
    (task) => this.#do(task),
    () => this.#changed(),
  );
  /** @type {MediaStreamTrack|null} */
  #track = null;
  /** What was set of the camera that is on, by what it is of. @type {Map<string, Setting>} */
  #set = new Map();
  /** The same of cameras that were on before, by device. @type {Map<string, Map<string, Setting>>} */
  #before = new Map();
  /** When the buyer's newest wishes came. @type {number[]} */
  #asks = [];
  /** @type {Controls|null} */
  #controls = null;

  /** Whether only the agent sets his camera. */
  locked = false;
  /** Why the newest wish does not hold: a word that has a text `camera-trouble-…`; "" when nothing is wrong. */
  trouble = "";
  /** What the buyer has set last, until the agent has read it. @type {Setting|null} */
  changed = null;

  /** @param {Room} room @param {{now?: () => number}} [clock] milliseconds of any beginning */
  constructor(room, { now = () => performance.now() } = {}) {
    super();
    this.#room = room;
    this.#now = now;
    const { signal } = this.#leaving;
    const { media, peer } = room.consultation;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(media, "track", ({ kind }) => kind === "video" && this.#take());
    on(peer.room, "message", (message) => this.#receive(message));
    on(peer.room, "open", () => this.#announce());
    this.#take();
  }

  /** What can be set, as it holds or is about to; null while the camera is off. @returns {Controls|null} */
  get controls() {
    return this.#controls && this.#queue.pending.reduce(applied, this.#controls);
  }

  /** Sets something of the camera. @param {Setting} setting */
  set({ name, value }) {
    const setting = this.#controls && allowed(this.#controls, name, value);
    if (setting) this.#queue.add(setting);
  }

  /** @param {boolean} locked whether the buyer's page may not set it from now on */
  lock(locked) {
    this.locked = locked;
    this.changed = null;
    this.#announce();
  }

  /** What the buyer has set was read. */
  read() {
    this.changed = null;
    this.#changed();
  }

  close() {
    this.#leaving.abort();
    this.#queue.clear();
  }

  /** Another camera, or none; one that was here before gets what was set of it, except for its light. */
  #take() {
    this.#queue.clear();
    if (this.#track) this.#before.set(deviceOf(this.#track), this.#set);
    this.#track = this.#room.consultation.media.tracks.video;
    this.#set = new Map();
    this.trouble = "";
    this.changed = null;
    this.#look();
    for (const [kind, setting] of (this.#track && this.#before.get(deviceOf(this.#track))) ?? []) {
      if (kind !== "torch") this.#queue.add(setting);
    }
    this.#announce();
  }

  /** Reads what the camera says of itself now. */
  #look() {
    const track = this.#track;
    const { pointsOfInterest } = /** @type {any} */ (navigator.mediaDevices?.getSupportedConstraints() ?? {});
    // Not every browser has it; there nothing can be set.
    const capabilities = track?.getCapabilities?.() ?? {};
    // What a browser does not tell is as it was set.
    const settings = { ...constraintsOf(this.#set.values()), ...track?.getSettings() };
    this.#controls = track && controlsOf(capabilities, settings, pointsOfInterest === true);
  }

  /** @param {Record<string, unknown>} message */
  #receive({ type, number, name, value }) {
    if (type !== "camera-ask" || typeof number !== "number") return;
    const setting = this.#controls && allowed(this.#controls, name, value);
    if (this.locked) this.#answer(number, "locked");
    else if (!this.#isInTime()) this.#answer(number, "too-often");
    else if (!setting) this.#answer(number, "impossible");
    else this.#queue.add(setting, number);
  }

  #isInTime() {
    const now = this.#now();
    this.#asks = [...this.#asks.filter((at) => now - at < ASKS_WITHIN_MS), now].slice(-MOST_ASKS - 1);
    return this.#asks.length <= MOST_ASKS;
  }

  /** @param {Task} task */
  async #do({ setting, number }) {
    // He may have forbidden it while it waited.
    if (number !== null && this.locked) return this.#answer(number, "locked");
    const done = await this.#apply(setting);
    if (done && number !== null) this.changed = setting;
    if (number === null) this.trouble = done ? "" : "failed";
    this.#announce();
    if (number !== null) this.#answer(number, done ? "" : "failed");
  }

  /** @param {Setting} setting @returns {Promise<boolean>} whether it holds now */
  async #apply(setting) {
    const track = this.#track;
    if (!track) return false;
    const kind = setting.name === "point" ? "focus" : setting.name;
    const wished = new Map(this.#set).set(kind, setting);
    const advanced = [constraintsOf(wished.values())];
    // What the camera was opened with would be lost if it were left out; but for the zoom, which Chromium takes in one place only.
    const { zoom: _, ...opened } = /** @type {any} */ (track.getConstraints());
    try {
      await track.applyConstraints({ ...opened, advanced });
    } catch (error) {
      console.warn("the camera did not take a setting", error);
      return false;
    }
    if (track !== this.#track) return false;
    this.#set = wished;
    this.#look();
    return true;
  }

  #announce() {
    const message = { type: "camera", controls: this.#controls, locked: this.locked };
    this.#room.consultation.peer.room.send(message);
    this.#changed();
  }

  /** @param {number} number @param {string} trouble */
  #answer(number, trouble) {
    this.#room.consultation.peer.room.send({ type: "camera-answer", number, trouble });
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {MediaStreamTrack} track */
function deviceOf(track) {
  return track.getSettings().deviceId ?? "";
}
