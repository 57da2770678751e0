/** @import { AgentState, ConsultationView, SaveOutcome, ServerMessage } from "../modules/messages.js" */
/** @import { SignalingClient } from "../modules/signaling-client.js" */
/** @import { BuyerFacts } from "./buyer-facts-memory.js" */
import { Consultation } from "../modules/consultation.js";
import { LocalMedia } from "../modules/media/local-media.js";
import { forgetBuyer, recallBuyer, rememberBuyer } from "./buyer-facts-memory.js";

/** @typedef {import("../modules/consultation.js").Problem} Problem */
/** @typedef {{ remoteVideo: HTMLVideoElement, remoteAudio: HTMLAudioElement }} Screen */
/** @typedef {"offer-missed" | "offer-withdrawn" | "buyer-left"} StateNotice */

/** What the server refuses because the world moved on meanwhile: its next state message says it better. */
const OVERTAKEN = new Set(["consultation-ended", "not-your-consultation"]);

/**
 * The agent's desk without its looks: the connection to the service, the newest state, the consultation in hand,
 * the devices. A `Consultation` is made as soon as an offer rings, so that both sides connect while it rings.
 *
 * Events: `change` whenever anything shown may have changed, `saved` when a wrap-up is stored.
 */
export class AgentDesk extends EventTarget {
  #screen;
  /** Kept while the media of the consultation report in. @type {AbortController | null} */
  #listening = null;

  /** @param {{ signaling: SignalingClient, screen: Screen }} options `screen`: where the buyer is seen and heard */
  constructor({ signaling, screen }) {
    super();
    this.signaling = signaling;
    this.#screen = screen;
    this.media = this.#openMedia();
    /** @type {AgentState | null} */
    this.state = null;
    /** @type {Consultation | null} */
    this.consultation = null;
    /** @type {BuyerFacts | null} */
    this.buyer = null;
    /** Whether the service can pair people just now; a running consultation does not need it. */
    this.serviceAvailable = true;
    /** The server's clock minus this computer's, in ms. */
    this.clockOffsetMs = 0;
    /** Troubles of the moment, by device or code. @type {Map<string, Problem>} */
    this.problems = new Map();
    /** What the agent should know until he has read it: codes of `agent-notice-…`. @type {Set<string>} */
    this.notices = new Set();
    /** Which devices the agent wants on while on duty. */
    this.wanted = { camera: true, microphone: true };
    /** From *accept* to the first frame on the buyer's screen, in ms; null until it is known. @type {number | null} */
    this.connectMs = null;
    /** True from *save* until the server has stored it. */
    this.saving = false;
    /** True from *accept* or *decline* until the next state. */
    this.answering = false;
    signaling.addEventListener("status", () => this.#statusChanged());
    signaling.addEventListener("message", (event) =>
      this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail),
    );
    signaling.addEventListener("undeliverable", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.message.type !== "save-outcome") return;
      this.saving = false;
      this.#notice("save-failed");
    });
  }

  /** The server's clock now, in Unix milliseconds. */
  get nowMs() {
    return Date.now() + this.clockOffsetMs;
  }

  get status() {
    return this.state?.status ?? "away";
  }

  /** @returns {ConsultationView | null} the consultation that is ringing, running or being wrapped up */
  get view() {
    return this.state?.offer?.consultation ?? this.state?.consultation ?? null;
  }

  /** Goes on duty. The devices open once the service agrees: an agent who has none may still be rung. */
  available() {
    this.notices.clear();
    this.signaling.send({ type: "available" });
    this.#changed();
  }

  away() {
    this.signaling.send({ type: "away" });
  }

  /** Opens what is wanted; refusals end up in `problems`. */
  async openDevices() {
    await Promise.all([
      this.wanted.microphone && this.media.setMicrophone(true),
      this.wanted.camera && this.media.setCamera(true),
    ]);
  }

  /**
   * Before or between consultations: turns a device on or off, and remembers it for the next ones.
   * @param {"camera" | "microphone"} device
   * @param {boolean} on
   */
  async wantDevice(device, on) {
    this.wanted[device] = on;
    await (device === "camera" ? this.media.setCamera(on) : this.media.setMicrophone(on));
  }

  accept() {
    if (!this.consultation || this.answering) return;
    this.answering = this.consultation.accept();
    this.#changed();
  }

  decline() {
    const offered = this.state?.offer?.consultation.id;
    if (!offered || this.answering) return;
    this.answering = this.signaling.send({ type: "decline", consultation: offered });
    this.#changed();
  }

  /** @param {Omit<SaveOutcome, "type">} outcome */
  save(outcome) {
    this.saving = this.signaling.deliver({ type: "save-outcome", ...outcome });
    this.notices.delete("save-failed");
    if (!this.saving) this.#notice("save-failed");
    this.#changed();
  }

  /** @param {string} code */
  dismiss(code) {
    this.notices.delete(code);
    this.problems.delete(code);
    this.#changed();
  }

  /** Leaves the desk: frees devices and connection. */
  close() {
    this.#hangUp();
    this.media.close();
    this.signaling.stop();
  }

  /** Another tab has taken over: it needs the devices, and the consultation has only one connection. */
  #statusChanged() {
    if (this.signaling.status === "superseded") {
      this.#hangUp();
      this.#closeDevices();
      this.state = null;
    }
    this.#changed();
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    this.consultation?.receive(message);
    switch (message.type) {
      case "welcome":
        this.clockOffsetMs = message.now_ms - Date.now();
        this.serviceAvailable = true;
        break;
      case "agent-state":
        this.#take(message);
        break;
      case "service-status":
        this.serviceAvailable = message.available;
        break;
      case "saved":
        if (message.what !== "outcome") return;
        this.saving = false;
        forgetBuyer();
        this.dispatchEvent(new Event("saved"));
        break;
      case "error":
        this.answering = false;
        if (message.of !== "send-chat" && message.of !== "save-outcome" && !OVERTAKEN.has(message.code)) {
          this.notices.add(`error-${message.code}`);
        }
        break;
      default:
        return;
    }
    this.#changed();
  }

  /** @param {AgentState} state */
  #take(state) {
    const before = this.status;
    this.state = state;
    this.answering = false;
    if (state.status !== before) this.notices.clear();
    if (state.notice) this.notices.add(state.notice);
    const view = this.view;
    if (state.offer) this.buyer = rememberBuyer(state.offer);
    else if (view && this.buyer?.consultation !== view.id) this.buyer = recallBuyer(view.id);
    if (!view || view.state === "ended") this.#hangUp();
    else if (this.consultation?.view.id === view.id) this.consultation.update(view);
    else this.#pickUp(view);
    this.#followStatus(before, state.status);
  }

  /**
   * Devices are open on duty and closed off it; what was muted in one consultation is on again for the next.
   * @param {string} before
   * @param {string} now
   */
  #followStatus(before, now) {
    if (before === now) return;
    if (now === "busy") this.#forgetKnownProblems();
    if (now === "available" || before === "away") void this.openDevices();
    else if (now === "away") this.#closeDevices();
  }

  /** @param {ConsultationView} view */
  #pickUp(view) {
    this.#hangUp();
    const welcome = this.signaling.welcome;
    if (!welcome) throw new Error("a state came before the welcome");
    const consultation = new Consultation({
      role: "agent",
      signaling: this.signaling,
      view,
      welcome,
      media: this.media,
      ...this.#screen,
    });
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const type of ["latency", "connection", "chat"]) {
      consultation.addEventListener(type, () => this.#changed(), { signal });
    }
    consultation.addEventListener(
      "first-frame",
      (event) => {
        this.connectMs = /** @type {CustomEvent<{ elapsed_ms: number }>} */ (event).detail.elapsed_ms;
        this.#changed();
      },
      { signal },
    );
    this.#collectProblems(consultation, signal);
    this.consultation = consultation;
  }

  #hangUp() {
    this.#listening?.abort();
    this.#listening = null;
    this.consultation?.close();
    this.consultation = null;
    this.connectMs = null;
    this.problems.delete("tap-to-play");
    this.problems.delete("undeliverable");
  }

  /** The device check has told of a device that is not there; in the consultation only news count. */
  #forgetKnownProblems() {
    for (const [key, { code }] of this.problems) if (code !== "interrupted") this.problems.delete(key);
  }

  /** A muted microphone is still open; off duty nothing is. */
  #closeDevices() {
    this.media.close();
    this.problems.clear();
    this.media = this.#openMedia();
  }

  #openMedia() {
    const media = new LocalMedia({ role: "agent" });
    media.addEventListener("devices", () => this.#changed());
    this.#collectProblems(media);
    return media;
  }

  /**
   * @param {EventTarget} source
   * @param {AbortSignal} [signal]
   */
  #collectProblems(source, signal) {
    const key = (/** @type {Problem} */ problem) => problem.device ?? problem.code;
    source.addEventListener(
      "problem",
      (event) => {
        const problem = /** @type {CustomEvent<Problem>} */ (event).detail;
        this.problems.set(key(problem), problem);
        this.#changed();
      },
      { signal },
    );
    source.addEventListener(
      "solved",
      (event) => {
        this.problems.delete(key(/** @type {CustomEvent<Problem>} */ (event).detail));
        this.#changed();
      },
      { signal },
    );
  }

  /** @param {string} code */
  #notice(code) {
    this.notices.add(code);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
