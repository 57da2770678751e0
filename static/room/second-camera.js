/** @import { ServerMessage } from "../modules/messages.js" */
/** @import { Echo } from "../modules/media/link-probe.js" */
/** @import { Room } from "./room.js" */
import { CameraLink } from "../modules/media/camera-link.js";
import { SecondBudget } from "./second-budget.js";

/** The camera offers as soon as it has joined; what has not come by then was lost. */
const OFFER_WITHIN_MS = 4000;

/** A page that has no link yet names none. */
const NO_LINK = "none";

/**
 * The second camera of the consultation as this side sees it: its picture, and which of the two is the large one here.
 *
 * Event: `change`.
 */
export class SecondCamera extends EventTarget {
  #room;
  #budget = new SecondBudget();
  /** @type {CameraLink|null} */
  #link = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  /** The newest ceiling that was told over the present link, as JSON. */
  #told = "";
  #leaving = new AbortController();

  /** Of the second camera that is in the consultation. @type {string|null} */
  id = null;
  /** Its picture, once it is there. @type {MediaStream|null} */
  stream = null;
  /** Whether its picture is the large one on this side. */
  large = false;

  /** @param {Room} room */
  constructor(room) {
    super();
    this.#room = room;
    const { consultation } = room;
    const { signal } = this.#leaving;
    /** @param {EventTarget} target @param {string} type @param {(detail: any) => void} listener */
    const on = (target, type, listener) =>
      target.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail), {
        signal,
      });
    on(consultation, "view", () => this.#follow());
    on(consultation, "message", (message) => this.#receive(message));
    on(consultation, "latency", ({ level, side }) => {
      if (level === "poor" && side === "here") this.#budget.late(performance.now());
    });
    on(consultation.peer, "way", () => this.#budget.wayChanged());
    on(consultation.peer.probe, "echo", (/** @type {Echo} */ echo) => {
      this.#budget.echo(echo.backMs, echo);
      this.#allow();
    });
    this.#follow();
    // This page was loaded after the camera's offer.
    if (this.id) this.#ask();
  }

  /** @returns {MediaStreamTrack|null} what the second camera shows now */
  get track() {
    const [track] = this.stream?.getVideoTracks() ?? [];
    return track && !track.muted && track.readyState === "live" ? track : null;
  }

  /** @returns {RTCPeerConnection|null} over which its picture comes */
  get pc() {
    return this.#link?.pc ?? null;
  }

  /** Makes the small one of the two pictures the large one. */
  swap() {
    this.large = this.id !== null && !this.large;
    this.#budget.large = this.large;
    this.#allow();
    this.#changed();
  }

  /** The agent takes the camera out. */
  remove() {
    const { id } = this;
    if (id)
      this.#room.consultation.send({ type: "remove-camera", consultation: this.#room.view.id, camera: id });
  }

  close() {
    this.#leaving.abort();
    this.#drop();
  }

  #follow() {
    const { camera = null, state } = this.#room.view;
    const id = state === "ended" ? null : camera;
    if (id === this.id) return;
    this.#drop();
    this.id = id;
    if (id) this.#await();
    else if (this.large) this.swap();
    this.#changed();
  }

  #await() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), OFFER_WITHIN_MS);
  }

  /** Has the camera make a new link, again and again until there is one. */
  #ask() {
    if (!this.id || this.#link?.connected) return;
    this.#say(this.#link?.id ?? NO_LINK, {});
    this.#await();
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type !== "camera-signal" || message.camera !== this.id) return;
    const { link, description } = message;
    if (description?.type === "offer" && link !== this.#link?.id) this.#open(link);
    if (link === this.#link?.id) this.#link.take(message);
  }

  /** @param {string} id */
  #open(id) {
    // The old picture stays until the new one is there.
    this.#link?.close();
    this.#await();
    const { ice_servers, relay_only } = this.#room.view;
    const link = new CameraLink({
      id,
      view: { ice_servers, relay_only },
      offers: false,
      say: (part) => this.#say(id, part),
      failed: (error) => {
        console.warn("the second camera's negotiation failed; a new link is asked for", error);
        this.#ask();
      },
    });
    this.#link = link;
    link.addEventListener("connection", () => {
      if (link.pc.connectionState === "failed") this.#ask();
      this.#changed();
    });
    link.addEventListener("open", () => {
      this.#told = "";
      this.#allow();
    });
    link.addEventListener("track", (event) => {
      const { track } = /** @type {CustomEvent<{track: MediaStreamTrack}>} */ (event).detail;
      track.onunmute = track.onmute = () => this.#changed();
      this.stream = new MediaStream([track]);
      this.#changed();
    });
  }

  #allow() {
    const told = JSON.stringify(this.#budget.ceiling);
    if (told !== this.#told && this.#link?.allow(this.#budget.ceiling)) this.#told = told;
  }

  /** @param {string} link @param {import("../modules/media/camera-link.js").Part|{}} part */
  #say(link, part) {
    const { id } = this;
    if (id)
      this.#room.consultation.send({
        type: "camera-signal",
        consultation: this.#room.view.id,
        camera: id,
        link,
        ...part,
      });
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#link?.close();
    this.#link = null;
    this.stream = null;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
