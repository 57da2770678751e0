/** @import { CameraState, ClientMessage, Role, ServerMessage } from "../modules/messages.js" */
/** @import { Ceiling } from "../modules/media/camera-link.js" */
/** @import { SignalingClient } from "../modules/signaling-client.js" */
import { CameraLink, FIRST_CEILING } from "../modules/media/camera-link.js";
import { preferCodecs } from "../modules/media/codec-choice.js";
import { Recovery } from "../modules/media/recovery.js";
import { Sending, transceiver } from "../modules/media/sending.js";
import { newId } from "../modules/tab.js";

/** Sound stays with the desk; a plan names a ceiling for it all the same. */
const NO_VOICE_BPS = 6000;

/**
 * Shows one of the two people the camera's picture: one peer connection after the other, helped back by an ICE restart, then by a new one.
 *
 * Event: `change` (the connection came or went).
 */
export class CameraSender extends EventTarget {
  #role;
  #signaling;
  #codecs;
  /** @type {CameraState} */
  #view;
  #sending = new Sending({ degradation: "balanced" });
  #lines = 480;
  /** @type {Ceiling} */
  #ceiling = FIRST_CEILING;
  #recovery;
  /** @type {CameraLink} */
  #link;
  #closed = false;

  /**
   * @param {{role: Role, view: CameraState, signaling: Pick<SignalingClient, "send"|"status"|"doubt">, codecs?: readonly string[]}} options
   *   `role`: who looks; `codecs`: MIME types, the preferred first
   */
  constructor({ role, view, signaling, codecs = [] }) {
    super();
    this.#role = role;
    this.#view = view;
    this.#signaling = signaling;
    this.#codecs = codecs;
    const here = this;
    this.#recovery = new Recovery({
      peer: {
        get described() {
          return here.#link.described;
        },
      },
      canReachPeer: () => signaling.status === "online",
      restart: () => this.#link.restartIce(),
      rebuild: () => this.#rebuild(),
      onHopeless: () => {},
      doubt: () => signaling.doubt(),
    });
    this.#link = this.#build();
  }

  /** Whether the picture gets through. */
  get connected() {
    return this.#link.connected;
  }

  /** Takes a newer state: fresh ICE servers are used from the next link on. @param {CameraState} view */
  update(view) {
    this.#view = view;
    this.#link.repeat();
    this.#recovery.reachable();
  }

  /** Shows this from now on; null shows nothing. @param {MediaStreamTrack|null} track */
  async show(track) {
    const { width, height } = track?.getSettings() ?? {};
    if (width && height) this.#lines = Math.min(width, height);
    this.#plan();
    try {
      await this.#sending.setTrack("video", track);
    } catch (error) {
      this.#failed(this.#link, error);
    }
  }

  /**
   * Takes what the one who looks says; of an earlier link it is dropped.
   * @param {Extract<ServerMessage, {type: "camera-signal"}>} signal
   */
  receive(signal) {
    if (!signal.description && !signal.candidate) this.#rebuild();
    else if (signal.link === this.#link.id) this.#link.take(signal);
  }

  close() {
    this.#closed = true;
    this.#recovery.close();
    this.#link.close();
    this.#sending.close();
  }

  #build() {
    const id = newId();
    const { consultation, camera } = this.#view;
    const address = { consultation, camera, link: id, to: this.#role };
    const link = new CameraLink({
      id,
      view: this.#view,
      offers: true,
      say: (part) => this.#signaling.send({ type: "camera-signal", ...address, ...part }),
      negotiated: (pc) => this.#sending.attach(pc),
      failed: (error) => this.#failed(link, error),
    });
    const video = transceiver(link.pc, "video");
    if (video) preferCodecs(video, this.#codecs);
    link.addEventListener("connection", () => {
      if (link.connected) this.#recovery.connected();
      this.dispatchEvent(new Event("change"));
    });
    link.addEventListener("ceiling", (event) => {
      this.#ceiling = /** @type {CustomEvent<Ceiling>} */ (event).detail;
      this.#plan();
    });
    this.#ceiling = FIRST_CEILING;
    this.#plan();
    this.#recovery.watch(link.pc);
    return link;
  }

  #rebuild() {
    if (this.#closed) return;
    this.#link.close();
    this.#link = this.#build();
    this.dispatchEvent(new Event("change"));
  }

  #plan() {
    const { bps, lines, framesPerSecond } = this.#ceiling;
    const scale = Math.max(this.#lines / lines, 1);
    this.#sending.setPlan({
      ceilingBps: bps,
      scale,
      framesPerSecond,
      voiceBps: NO_VOICE_BPS,
      layered: false,
    });
  }

  /** @param {CameraLink} link @param {unknown} error */
  #failed(link, error) {
    if (this.#closed || link !== this.#link) return;
    console.warn(`the second camera's negotiation with the ${this.#role} failed; a new link is made`, error);
    this.#recovery.rebuild();
  }
}
