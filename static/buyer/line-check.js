/**
 * `<line-check>`: tests the buyer's line as media would use it, when he wants to know, and says in words how good it is.
 *
 * The result stands in `data-state` (`idle`, `testing`, `good`, `fair`, `poor`, `failed`), `data-ms` and `data-relay`.
 */
import { html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { LightElement } from "../components/light-element.js";
import { ApiError } from "../modules/api.js";
import { t, textFor } from "../modules/i18n.js";
import { judgeLine, testLine } from "../modules/media/line-test.js";

/** @typedef {import("../modules/signaling-client.js").SignalingClient} SignalingClient */
/** @typedef {import("../modules/media/line-test.js").Line} Line */

const MARKS = { good: icon("check"), fair: icon("triangle"), poor: icon("stop") };

export class LineCheck extends LightElement {
  /** @override */
  static properties = {
    signaling: { attribute: false },
    line: { state: true },
    problem: { state: true },
    testing: { state: true },
  };

  /** @type {AbortController | null} */
  #running = null;

  constructor() {
    super();
    /** @type {SignalingClient | null} */
    this.signaling = null;
    /** The newest result. @type {Line | null} */
    this.line = null;
    /** Code of what the newest test failed with. @type {string | null} */
    this.problem = null;
    this.testing = false;
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#running?.abort();
  }

  /** @override */
  render() {
    const { line, testing } = this;
    const state = this.#state;
    return html`<div class="line-check" data-testid="line-check" data-state=${state}
        data-ms=${line ? Math.round(line.rttMs) : nothing} data-relay=${line?.relay ?? nothing}>
      <div class="checks__text">
        <p class="checks__name row" id="line-name">${t("line-title")}${line ? this.#badge(line) : nothing}</p>
        <div role="status">
          <p class="field__hint">${this.#words(state)}</p>
          ${line?.relay === "unreached" ? html`<p class="field__hint">${t("line-relay-unreached")}</p>` : nothing}
        </div>
      </div>
      <button type="button" class="button" data-testid="line-test" aria-describedby="line-name" aria-disabled=${testing ? "true" : "false"}
        @click=${this.#test}>
        ${testing ? html`<span class="spinner" aria-hidden="true"></span>` : nothing}
        ${testing ? t("line-testing") : line || this.problem ? t("line-test-again") : t("line-test")}
      </button>
    </div>`;
  }

  /** @param {Line} line */
  #badge(line) {
    const level = judgement(line, this.signaling);
    return html`<span class="badge numbers badge--${level}">
      ${MARKS[level]} ${t("milliseconds", { ms: Math.max(1, Math.round(line.rttMs)) })}
    </span>`;
  }

  get #state() {
    if (this.testing) return "testing";
    if (this.problem) return "failed";
    return this.line ? judgement(this.line, this.signaling) : "idle";
  }

  /** @param {string} state */
  #words(state) {
    if (state === "failed") return textFor("error", this.problem ?? "unknown");
    return t(`line-${state}`);
  }

  async #test() {
    const resume = this.signaling?.welcome?.resume;
    if (this.testing) return;
    this.line = this.problem = null;
    if (!resume || this.signaling?.status !== "online") {
      this.problem = "network";
      return;
    }
    this.testing = true;
    const running = new AbortController();
    this.#running = running;
    try {
      this.line = await testLine(resume, running.signal);
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof ApiError)) console.warn("the line could not be tested", error);
      this.problem = error instanceof ApiError ? error.code : "line-blocked";
    } finally {
      this.testing = false;
    }
  }
}

/**
 * @param {Line} line
 * @param {SignalingClient | null} signaling
 */
function judgement(line, signaling) {
  return judgeLine(line, signaling?.welcome?.target_ms ?? 0);
}

customElements.define("line-check", LineCheck);
