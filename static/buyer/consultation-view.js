/** `<consultation-view>`: the stage while it rings and while both are connected, with chat and controls. */
import { html, nothing } from "lit";
import "../components/complain-button.js";
import "../components/chat-panel.js";
import "../components/device-menu.js";
import "../components/latency-badge.js";
import "../components/status-banner.js";
import "../components/video-stage.js";
import { icon } from "../components/icons.js";
import { UNKNOWN_LATENCY } from "../modules/consultation.js";
import { languageName, t, textFor } from "../modules/i18n.js";
import { loadRoom } from "../room/room-door.js";
import { ModelView } from "./model-view.js";

/** @typedef {import("../modules/consultation.js").Consultation} Consultation */
/** @typedef {import("../modules/consultation.js").Problem} Problem */
/** @typedef {{ text: string, tone: import("../components/status-banner.js").Tone, action?: string, act?: () => void }} Note */

/** The latency is told about twice a second; a picture that is late for this many in a row is worth a word. */
const LATE_SAMPLES = 6;

export class ConsultationView extends ModelView {
  /** @override */
  static properties = {
    problems: { state: true },
    expanded: { state: true },
    languageNoteRead: { state: true },
  };

  /** @type {Consultation | null} */
  #followed = null;
  #unlisten = new AbortController();
  #late = 0;

  constructor() {
    super();
    /** Newest last. @type {readonly Problem[]} */
    this.problems = [];
    /** On a phone: is the conversation unfolded over most of the stage? */
    this.expanded = false;
    this.languageNoteRead = false;
  }

  /** @override */
  firstUpdated() {
    loadRoom();
    const stage = /** @type {import("../components/video-stage.js").VideoStage} */ (
      this.querySelector("video-stage")
    );
    stage.updateComplete.then(() => {
      if (this.isConnected) this.model.stage.attach(stage.remoteVideo, stage.remoteAudio);
    });
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listen(null);
    this.model.stage.detach();
  }

  /** @override */
  willUpdate() {
    this.#listen(this.model.consultation);
  }

  /** @override */
  render() {
    const { consultation, state } = this.model;
    const view = consultation?.view ?? state?.consultation;
    const active = state?.phase === "active";
    const devices = consultation?.devices ?? null;
    return html`<div class="talk ${this.expanded ? "talk--chat" : ""}" @cart-remove=${this.#removeFromCart}>
      <h1 class="visually-hidden" tabindex="-1">
        ${active ? t("active-title", { name: view?.peer_name ?? "" }) : t("ringing-title", { name: view?.peer_name ?? "" })}
      </h1>
      <video-stage class="talk__stage" peer-name=${view?.peer_name ?? ""} ?peer-camera=${view?.peer_media?.camera ?? false}
        connection=${consultation?.connection ?? "connecting"} ?mirrored=${devices?.facing !== "environment"}
        .localStream=${devices?.camera ? (consultation?.media.stream ?? null) : null}
        .overlay=${active ? this.#playOverlay() : this.#ringing(view)} .top=${active ? this.#top(view) : nothing}
      ></video-stage>
      <div class="talk__notes">
        <status-banner tone=${this.#note().tone} text=${this.#note().text} action-label=${this.#note().action ?? ""}
          @action=${() => this.#note().act?.()}></status-banner>
        ${
          active && consultation
            ? html`<goods-note .view=${consultation.view} .removing=${new Set(this.model.cart.removing)}
                .stuck=${new Set(this.model.cart.stuck)} @look=${this.#look}></goods-note>`
            : nothing
        }
      </div>
      ${
        active && consultation
          ? html`<room-tools .consultation=${consultation} side="buyer" .token=${this.#token}></room-tools>`
          : nothing
      }
      ${active ? this.#chat(view) : nothing}
      ${active ? this.#controls(devices) : nothing}
      <device-menu .devices=${devices} @choose-device=${this.#chooseDevice}></device-menu>
    </div>`;
  }

  /** @param {import("../modules/messages.js").ConsultationView | null | undefined} view */
  #ringing(view) {
    return html`<div class="ringing">
      <span class="ringing__pulse" aria-hidden="true">${[...(view?.peer_name ?? "")][0] ?? ""}</span>
      <p class="ringing__title" role="status">${t("ringing-title", { name: view?.peer_name ?? "" })}</p>
      <p>${t("ringing-lead")}</p>
      <button type="button" class="button button--stage" data-testid="leave" @click=${() => this.model.leave()}>
        ${t("waiting-leave")}
      </button>
    </div>`;
  }

  /** The browser plays nothing before a click: the whole stage becomes the button. */
  #playOverlay() {
    if (!this.problems.some(({ code }) => code === "tap-to-play")) return nothing;
    return html`<button type="button" class="button button--primary button--large" data-testid="play"
      @click=${() => this.model.consultation?.resume()}>${icon("speaker")} ${t("tap-to-play")}</button>`;
  }

  /** @param {import("../modules/messages.js").ConsultationView | null | undefined} view */
  #top(view) {
    const { ms, boundMs, kind, level, side } = this.model.consultation?.latency ?? UNKNOWN_LATENCY;
    return html`<p class="talk__who"><bdi>${view?.peer_name}</bdi></p>
      <latency-badge .ms=${ms} .boundMs=${boundMs} kind=${kind} level=${level} side=${side}></latency-badge>
      <complain-button .consultation=${this.model.consultation ?? null}></complain-button>`;
  }

  /** @param {import("../modules/messages.js").ConsultationView | null | undefined} view */
  #chat(view) {
    return html`<section class="talk__chat" aria-label=${t("chat-log")}>
      <button type="button" class="talk__unfold" aria-expanded=${this.expanded} @click=${this.#unfold}>
        ${icon("chevron")}<span class="visually-hidden">${t("chat-unfold")}</span>
      </button>
      <chat-panel me="buyer" peer-name=${view?.peer_name ?? ""} .lines=${this.model.consultation?.lines ?? []}
        @send-chat=${this.#sendChat}></chat-panel>
    </section>`;
  }

  /** @param {import("../components/device-menu.js").DeviceState | null} devices */
  #controls(devices) {
    const { consultation } = this.model;
    const microphone = devices?.microphone ?? false;
    const camera = devices?.camera ?? false;
    return html`<div class="controls" role="group" aria-label=${t("controls")}>
      ${this.#toggle("mic", t("microphone-short"), microphone, () => this.model.stage.setMicrophone(!microphone))}
      ${this.#toggle("camera", t("device-camera"), camera, () => consultation?.setCamera(!camera))}
      ${
        camera && devices?.canSwitchCamera
          ? html`<button type="button" class="control" data-testid="camera-switch"
              @click=${() => consultation?.switchCamera()}>${icon("flip")}<span>${t("camera-switch")}</span></button>`
          : nothing
      }
      <button type="button" class="control" data-testid="devices" aria-haspopup="dialog" @click=${this.#openMenu}>
        ${icon("settings")}<span>${t("devices")}</span>
      </button>
      <button type="button" class="control control--end" data-testid="end" @click=${() => this.model.end()}>
        ${icon("end")}<span>${t("end")}</span>
      </button>
    </div>`;
  }

  /**
   * @param {"mic" | "camera"} name
   * @param {string} label
   * @param {boolean} on
   * @param {() => void} press
   */
  #toggle(name, label, on, press) {
    return html`<button type="button" class="control" data-testid=${name} aria-pressed=${on} @click=${press}>
      ${icon(on ? name : `${name}-off`)}<span>${label}</span>
    </button>`;
  }

  /**
   * The one thing the buyer should know now; the most pressing wins.
   * @returns {Note}
   */
  #note() {
    const { consultation, disconnected, error, state } = this.model;
    const view = consultation?.view ?? state?.consultation;
    const problem = this.problems.findLast(({ code }) => code !== "tap-to-play");
    if (state?.phase !== "active") {
      return { text: disconnected ? t("disconnected-line") : "", tone: "fair" };
    }
    if (consultation?.connection === "failed") return { text: t("media-failed"), tone: "poor" };
    if (consultation?.connection === "reconnecting") return { text: t("media-reconnecting"), tone: "fair" };
    if (problem) return this.#problemNote(problem);
    if (error) return { text: textFor("error", error), tone: "fair" };
    if (view && !view.peer_connected) return { text: t("peer-away", { name: view.peer_name }), tone: "fair" };
    if (disconnected) return { text: t("disconnected-call"), tone: "fair" };
    if (this.#late >= LATE_SAMPLES) return { text: t("picture-late"), tone: "fair" };
    if (view?.language_differs && !this.languageNoteRead) {
      const text = t("language-differs", { name: view.peer_name, language: languageName(view.language) });
      return {
        text,
        tone: "info",
        action: t("understood"),
        act: () => {
          this.languageNoteRead = true;
        },
      };
    }
    return { text: "", tone: "info" };
  }

  /**
   * @param {Problem} problem
   * @returns {Note}
   */
  #problemNote(problem) {
    const text = textFor("problem", problem.code, {
      device: problem.device ?? "other",
      text: problem.text ?? "",
    });
    if (problem.code === "interrupted") {
      return { text, tone: "fair", action: t("resume"), act: () => this.model.consultation?.resume() };
    }
    return { text, tone: "fair", action: t("understood"), act: () => this.#forget(problem) };
  }

  /** @param {Consultation | null} consultation */
  #listen(consultation) {
    if (consultation === this.#followed) return;
    this.#followed = consultation;
    this.problems = [];
    this.#late = 0;
    this.#unlisten.abort();
    this.#unlisten = new AbortController();
    const { signal } = this.#unlisten;
    const draw = () => this.requestUpdate();
    for (const type of ["devices", "connection", "chat"])
      consultation?.addEventListener(type, draw, { signal });
    consultation?.addEventListener("latency", this.#measured, { signal });
    consultation?.addEventListener("problem", this.#gotProblem, { signal });
    consultation?.addEventListener("solved", this.#gotSolved, { signal });
  }

  #token = () => this.model.resumeToken;

  #measured = () => {
    const latency = this.model.consultation?.latency;
    this.#late = latency?.side === "here" && latency.level === "poor" ? this.#late + 1 : 0;
    this.requestUpdate();
  };

  /** @param {Event} event */
  #gotProblem = (event) => {
    const problem = /** @type {CustomEvent<Problem>} */ (event).detail;
    this.#forget(problem);
    this.problems = [...this.problems, problem];
  };

  /** @param {Event} event */
  #gotSolved = (event) => this.#forget(/** @type {CustomEvent<Problem>} */ (event).detail);

  /** @param {Problem} problem */
  #forget({ code, device }) {
    this.problems = this.problems.filter((other) => other.code !== code || other.device !== device);
  }

  /** @param {CustomEvent<{ text: string }>} event */
  #sendChat(event) {
    if (this.model.consultation?.sendChat(event.detail.text)) return;
    this.problems = [...this.problems, { code: "undeliverable", text: event.detail.text }];
  }

  /** @param {CustomEvent<{ kind: string, deviceId: string }>} event */
  #chooseDevice({ detail: { kind, deviceId } }) {
    const { consultation } = this.model;
    if (kind === "microphone") consultation?.chooseMicrophone(deviceId);
    else if (kind === "camera") consultation?.chooseCamera(deviceId);
    else consultation?.chooseSpeaker(deviceId);
  }

  #openMenu() {
    const menu = /** @type {import("../components/device-menu.js").DeviceMenu} */ (
      this.querySelector("device-menu")
    );
    menu.open();
  }

  /** @param {CustomEvent<{ item: import("../modules/messages.js").CartItem }>} event */
  #removeFromCart({ detail: { item } }) {
    this.model.cart.remove(item);
  }

  #look() {
    /** @type {import("../room/room-tools.js").RoomTools | null} */ (
      this.querySelector("room-tools")
    )?.room?.open("goods");
  }

  #unfold() {
    this.expanded = !this.expanded;
  }
}

customElements.define("consultation-view", ConsultationView);
