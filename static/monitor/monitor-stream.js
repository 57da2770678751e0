/** @import { MonitorState, ServerMessage, Welcome } from "../modules/messages.js" */
/** @import { Status } from "../modules/signaling-client.js" */
import { SignalingClient } from "../modules/signaling-client.js";
import { tabId } from "../modules/tab.js";
import { applied } from "./monitor-model.js";

/**
 * What the service tells a monitor page, from the moment its host is there; the host renders when there is news.
 *
 * The host fires `refused` with `detail: { code }` when the service does not let this person watch.
 */
export class MonitorStream {
  /** Null until the first has come. @type {MonitorState | null} */
  state = null;
  /** Whether the service reaches its waiting room. */
  available = true;
  /** @type {SignalingClient | null} */
  #signaling = null;

  /** @param {import("lit").ReactiveElement & { url: URL | string }} host `url`: of the WebSocket */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    const signaling = new SignalingClient({
      url: this.host.url,
      hello: async () => ({ type: "monitor-hello", tab: await tabId() }),
    });
    signaling.addEventListener("status", () => this.#statusChanged(signaling));
    signaling.addEventListener("message", (event) =>
      this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail),
    );
    this.#signaling = signaling;
    signaling.start();
  }

  hostDisconnected() {
    this.#signaling?.stop();
  }

  /** @returns {Status} */
  get status() {
    return this.#signaling?.status ?? "connecting";
  }

  /** Null until the service has answered. @returns {Welcome | null} */
  get welcome() {
    return this.#signaling?.welcome ?? null;
  }

  /** @param {SignalingClient} signaling */
  #statusChanged(signaling) {
    this.host.requestUpdate();
    if (signaling.status !== "refused") return;
    this.host.dispatchEvent(
      new CustomEvent("refused", { detail: { code: signaling.refusal ?? "not-signed-in" } }),
    );
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "welcome") this.available = true;
    else if (message.type === "service-status") this.available = message.available;
    else if (message.type === "monitor-state") this.state = message;
    else if (message.type === "monitor-update" && this.state) this.state = applied(this.state, message);
    else return;
    this.host.requestUpdate();
  }
}
