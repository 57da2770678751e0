/** @import { ConsultationView, ServerMessage } from "../../static/modules/messages.js" */
import { Consultation } from "../../static/modules/consultation.js";
import { LocalMedia } from "../../static/modules/media/local-media.js";
import { SignalingClient } from "../../static/modules/signaling-client.js";
import { tabId } from "../../static/modules/tab.js";

/**
 * What a page does with a consultation, without the page: for tests to drive by script. Everything that happened is
 * in its fields.
 */
export class Driver {
  /** @type {Consultation|null} */
  consultation = null;
  /** @type {Record<string, any[]>} */
  events = { latency: [], devices: [], problem: [], solved: [], connection: [], chat: [], "first-frame": [] };

  /**
   * @param {"buyer"|"agent"} role
   */
  constructor(role) {
    this.role = role;
    this.media = new LocalMedia({ role });
    this.video = document.createElement("video");
    this.video.style.setProperty("width", "640px");
    document.body.append(this.video);
    this.signaling = new SignalingClient({
      url: `ws://${location.host}/ws`,
      hello: async () =>
        role === "buyer"
          ? { type: "buyer-hello", tab: await tabId(), token: "token" }
          : { type: "agent-hello", tab: await tabId() },
    });
    this.signaling.addEventListener("message", (event) => {
      this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail);
    });
  }

  /** What getStats counts of what arrives. */
  async received() {
    const report = await this.consultation?.peer.pc?.getStats();
    const inbound = [...(report?.values() ?? [])].filter((entry) => entry.type === "inbound-rtp");
    const video = inbound.find((entry) => entry.kind === "video");
    const audio = inbound.find((entry) => entry.kind === "audio");
    return { frames: video?.framesDecoded ?? 0, energy: audio?.totalAudioEnergy ?? 0 };
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "buyer-state" || message.type === "agent-state") {
      const offered = message.type === "agent-state" ? message.offer?.consultation : null;
      const view = message.consultation ?? offered;
      if (view) this.#follow(view);
    }
    this.consultation?.receive(message);
  }

  /** @param {ConsultationView} view */
  #follow(view) {
    if (this.consultation) return this.consultation.update(view);
    if (!this.signaling.welcome) throw new Error("a state before the welcome");
    this.consultation = new Consultation({
      role: /** @type {"buyer"|"agent"} */ (this.role),
      signaling: this.signaling,
      view,
      welcome: this.signaling.welcome,
      remoteVideo: this.video,
      media: this.media,
    });
    for (const [name, list] of Object.entries(this.events)) {
      this.consultation.addEventListener(name, (event) =>
        list.push(/** @type {CustomEvent} */ (event).detail),
      );
    }
  }
}
