/**
 * `<consultation-view>`: the pictures of a consultation and its controls. It stays on the page between
 * consultations, hidden, because the next one connects its picture while it still rings.
 *
 * The own picture is not mirrored: the agent must see what the buyer sees, labels included. While the buyer has no
 * camera the own picture is the large one.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import "../components/complain-button.js";
import "../components/latency-badge.js";
import "../components/video-stage.js";
import { UNKNOWN_LATENCY } from "../modules/consultation.js";
import { t } from "../modules/i18n.js";
import { loadRoom } from "../room/room-door.js";
import "./consultation-controls.js";
import "./governor-note.js";
import { DeskElement } from "./desk-element.js";
import { buyerName, formatElapsed, formatMs } from "./formats.js";
import { TickController } from "./ticking.js";

/** @typedef {import("./agent-desk.js").AgentDesk} AgentDesk */
/** @typedef {import("../components/video-stage.js").VideoStage} VideoStage */

export class ConsultationView extends DeskElement {
  /** @override */
  static properties = { active: { type: Boolean }, swapped: { state: true } };

  constructor() {
    super();
    /** Whether a consultation is running. */
    this.active = false;
    /** Whether the agent has exchanged the large and the small picture. */
    this.swapped = false;
    new TickController(this);
  }

  /** Where the buyer is seen and heard; to be had once this element has rendered. */
  get screen() {
    const { remoteVideo, remoteAudio } = /** @type {VideoStage} */ (this.querySelector("video-stage"));
    return { remoteVideo, remoteAudio };
  }

  /**
   * @override
   * @param {import("lit").PropertyValues} changed
   */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has("active") && this.active) this.swapped = false;
    if (this.desk?.consultation) loadRoom();
  }

  /** The stage needs to have rendered too before `screen` can be had. @override */
  async getUpdateComplete() {
    const done = await super.getUpdateComplete();
    await /** @type {VideoStage} */ (this.querySelector("video-stage")).updateComplete;
    return done;
  }

  /** @override */
  render() {
    const { desk } = this;
    const peerCamera = desk?.view?.peer_media.camera ?? false;
    const camera = desk?.media.state.camera ?? false;
    const ownIsLarge = camera && !peerCamera !== this.swapped;
    return html`<div class="pictures" data-large=${ownIsLarge ? "own" : "buyer"} ?hidden=${!this.active}>
        <video-stage peer-name=${buyerName(desk?.view?.peer_name ?? "")} ?peer-camera=${peerCamera} .mirrored=${false}
          .localStream=${camera ? /** @type {AgentDesk} */ (desk).media.stream : null}
          .connection=${desk?.consultation?.connection ?? "connecting"}
          .top=${this.active && desk ? this.#top(desk, camera) : nothing}></video-stage>
      </div>
      ${
        this.active && desk?.consultation
          ? html`<governor-note .consultation=${desk.consultation}></governor-note>
              <consultation-controls .desk=${desk} .consultation=${desk.consultation}></consultation-controls>
              <room-tools .consultation=${desk.consultation} side="agent"></room-tools>`
          : nothing
      }`;
  }

  /**
   * @param {AgentDesk} desk
   * @param {boolean} camera
   */
  #top(desk, camera) {
    const { view, consultation } = desk;
    const latency = consultation?.latency ?? UNKNOWN_LATENCY;
    const firstFrame = desk.connectMs;
    return html`<span class="pictures__facts">
        <latency-badge .ms=${latency.ms} .boundMs=${latency.boundMs} .kind=${latency.kind} .level=${latency.level}
          .side=${latency.side}>
        </latency-badge>
        <complain-button .consultation=${consultation ?? null}></complain-button>
        <span class="badge numbers" data-testid="timer"><span class="visually-hidden">${t("agent-timer")} </span>
          ${icon("clock")} ${formatElapsed(desk.nowMs - (view?.accepted_ms ?? desk.nowMs))}</span>
        ${
          firstFrame === null
            ? nothing
            : html`<span class="badge numbers pictures__first" data-testid="connect-time" data-ms=${Math.round(firstFrame)}
                title=${t("agent-connect-time-explained")}>${t("agent-connect-time", { time: formatMs(firstFrame) })}</span>`
        }
      </span>
      ${
        camera
          ? html`<button type="button" class="button pictures__swap" data-testid="swap" aria-pressed=${this.swapped}
              @click=${this.#swap}>${icon("expand")} <span>${t("agent-swap")}</span></button>`
          : nothing
      }`;
  }

  /** An arrow function: the stage renders the button, and Lit binds listeners to the element that renders. */
  #swap = () => {
    this.swapped = !this.swapped;
  };
}

customElements.define("consultation-view", ConsultationView);
