/** @import { BuyerState, ConsultationView } from "../modules/messages.js" */
/** @import { SignalingClient } from "../modules/signaling-client.js" */
import { Consultation } from "../modules/consultation.js";
import { LocalMedia } from "../modules/media/local-media.js";
import { recall, remember } from "../modules/tab.js";

/**
 * Brings three things together that come and go on their own: the server's view of a consultation, the elements of
 * the stage, and the buyer's devices. While there are a live view and a stage, there is a `Consultation`.
 */
export class StageLink {
  /** @type {{ remoteVideo: HTMLVideoElement, remoteAudio: HTMLAudioElement } | null} */
  #elements = null;
  /** Id of the consultation for which the devices were switched on as wished. */
  #begun = "";
  #signaling;
  #changed;

  /**
   * @param {SignalingClient} signaling
   * @param {() => void} changed told when the consultation comes or goes
   */
  constructor(signaling, changed) {
    this.#signaling = signaling;
    this.#changed = changed;
    /** @type {Consultation | null} */
    this.consultation = null;
    /** What the device check opened, and what a consultation then uses. */
    this.media = new LocalMedia({ role: "buyer" });
    /** @type {BuyerState | null} */
    this.state = null;
  }

  /**
   * The stage is on the page: its elements show the consultation from now on.
   * @param {HTMLVideoElement} remoteVideo
   * @param {HTMLAudioElement} remoteAudio
   */
  attach(remoteVideo, remoteAudio) {
    this.#elements = { remoteVideo, remoteAudio };
    this.#follow(this.state?.consultation ?? null);
  }

  /** The stage leaves the page. */
  detach() {
    this.#elements = null;
    this.close();
  }

  /** @param {BuyerState} state the server's newest */
  take(state) {
    const before = this.state?.phase;
    this.state = state;
    // Back in line or at the end, nobody should be seen or heard.
    if (before === "active" && state.phase !== "active") this.renewMedia();
    this.#follow(state.consultation ?? null);
  }

  /** Lets go of every device. */
  renewMedia() {
    this.media.close();
    this.media = new LocalMedia({ role: "buyer" });
  }

  /** Switches the microphone and remembers the wish over a reload. @param {boolean} on */
  setMicrophone(on) {
    this.wishMicrophone(on);
    void this.consultation?.setMicrophone(on);
  }

  /** Whether the buyer wants to be heard as soon as the agent has accepted. @param {boolean} on */
  wishMicrophone(on) {
    remember("microphone", on ? "on" : null);
  }

  close() {
    this.consultation?.close();
    this.consultation = null;
    this.#changed();
  }

  /** @param {ConsultationView | null} view */
  #follow(view) {
    if (this.consultation && this.consultation.view.id !== view?.id) this.close();
    if (!view) return;
    if (this.consultation) this.consultation.update(view);
    else if (view.state !== "ended") this.#open(view);
    if (view.state === "ended") this.close();
    else this.#begin();
  }

  /** @param {ConsultationView} view */
  #open(view) {
    const welcome = this.#signaling.welcome;
    if (!this.#elements || !welcome) return;
    this.consultation = new Consultation({
      role: "buyer",
      signaling: this.#signaling,
      view,
      welcome,
      media: this.media,
      ...this.#elements,
    });
    this.#changed();
  }

  /** Once the agent has accepted, the buyer's microphone may be heard, if that was the wish. */
  #begin() {
    const { consultation } = this;
    if (!consultation || this.state?.phase !== "active" || this.#begun === consultation.view.id) return;
    this.#begun = consultation.view.id;
    if (recall("microphone") === "on") void consultation.setMicrophone(true);
  }
}
