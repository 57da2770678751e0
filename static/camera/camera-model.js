/** @import { CameraState, Role, ServerMessage } from "../modules/messages.js" */
/** @import { DeviceState } from "../modules/media/local-media.js" */
import { LocalMedia } from "../modules/media/local-media.js";
import { SignalingClient } from "../modules/signaling-client.js";
import { newId, recall, remember } from "../modules/tab.js";
import { CameraSender } from "./camera-sender.js";

/** @type {readonly Role[]} */
const ROLES = ["buyer", "agent"];

/**
 * The second camera without its looks: the invitation, the connection to the service, the device, and a sender for each of the two who look.
 *
 * Event: `change`.
 *
 * @typedef {"no-link"|"start"|"joining"|"live"|"removed"|"ended"|"refused"|"elsewhere"} Phase
 *   `elsewhere`: the same page was opened once more
 */
export class CameraModel extends EventTarget {
  #token;
  #tab;
  #signaling;
  /** @type {Map<Role, CameraSender>} */
  #senders = new Map();

  /** @type {Phase} */
  phase = "no-link";
  /** The error code that the hello was refused with. @type {string|null} */
  refusal = null;
  /** Troubles with the device, a code of `problem-…`; "" when there is none. */
  problem = "";
  media = new LocalMedia({ role: "agent", facing: "environment" });

  /** @param {{url: URL, token: string}} options `token`: of the address; "" where a reload has to remember it */
  constructor({ url, token }) {
    super();
    if (token && token !== recall("camera-token")) {
      remember("camera-token", token);
      remember("camera-tab", newId());
      remember("camera-begun", null);
    }
    this.#token = recall("camera-token") ?? "";
    this.#tab = recall("camera-tab") ?? newId();
    this.#signaling = new SignalingClient({
      url,
      hello: () => ({ type: "camera-hello", tab: this.#tab, token: this.#token }),
    });
    this.#signaling.addEventListener("status", () => this.#statusChanged());
    this.#signaling.addEventListener("message", (event) =>
      this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail),
    );
    if (!this.#token) return;
    this.phase = "start";
    // A page that was reloaded goes on by itself.
    if (recall("camera-begun")) void this.begin();
  }

  /** Name of the shop, once the service has told it. */
  get shopName() {
    return this.#signaling.welcome?.shop.name ?? "";
  }

  /** @returns {DeviceState} */
  get devices() {
    return this.media.state;
  }

  /** Whether this one sees the picture now. @param {Role} role */
  shows(role) {
    return this.#senders.get(role)?.connected ?? false;
  }

  get online() {
    return this.#signaling.status === "online";
  }

  /** Opens the camera and joins; call it from a click where the browser wants one. */
  async begin() {
    remember("camera-begun", "yes");
    this.#become("joining");
    this.media.addEventListener("devices", () => this.#changed());
    this.media.addEventListener("track", () => this.#show());
    this.media.addEventListener("problem", (event) => {
      this.problem = /** @type {CustomEvent<{code: string}>} */ (event).detail.code;
      this.#changed();
    });
    this.media.addEventListener("solved", () => {
      this.problem = "";
      this.#changed();
    });
    this.#signaling.start();
    await this.media.setCamera(true);
  }

  /** Tries the camera once more, as after a refusal that was taken back. */
  async retry() {
    this.problem = "";
    await this.media.setCamera(true);
    await this.media.resume();
  }

  /** Takes this camera out of the consultation. */
  leave() {
    if (this.#state) {
      const { consultation, camera } = this.#state;
      this.#signaling.send({ type: "remove-camera", consultation, camera });
    }
    this.#rest("removed");
  }

  /** @type {CameraState|null} */
  #state = null;

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "camera-state") this.#take(message);
    else if (message.type === "camera-signal" && message.of) this.#senders.get(message.of)?.receive(message);
  }

  /** @param {CameraState} state */
  #take(state) {
    this.#state = state;
    if (state.phase !== "live") return this.#rest(state.phase);
    for (const role of ROLES) {
      const sender = this.#senders.get(role);
      if (sender) sender.update(state);
      else this.#connect(role, state);
    }
    this.#become("live");
  }

  /** @param {Role} role @param {CameraState} view */
  #connect(role, view) {
    const sender = new CameraSender({ role, view, signaling: this.#signaling, codecs: this.media.codecs });
    sender.addEventListener("change", () => this.#changed());
    this.#senders.set(role, sender);
    void sender.show(this.media.tracks.video);
  }

  #show() {
    for (const sender of this.#senders.values()) void sender.show(this.media.tracks.video);
    this.#changed();
  }

  #statusChanged() {
    if (this.#signaling.status === "refused") {
      this.refusal = this.#signaling.refusal;
      this.#rest(this.refusal === "consultation-ended" ? "ended" : "refused");
    } else if (this.#signaling.status === "superseded") {
      this.#rest("elsewhere");
    } else {
      this.#changed();
    }
  }

  /** It is over: nothing is sent, and the camera's light goes out. @param {Phase} phase */
  #rest(phase) {
    if (this.phase === "ended" || this.phase === "removed") return;
    for (const sender of this.#senders.values()) sender.close();
    this.#senders.clear();
    this.media.close();
    this.#become(phase);
    this.#signaling.stop();
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
