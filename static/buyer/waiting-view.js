/** `<waiting-view>`: the buyer's place in line and estimated wait, live; when nobody can come, a callback instead. */
import { html, nothing } from "lit";
import "./callback-form.js";
import "./line-check.js";
import "./product-card.js";
import { icon } from "../components/icons.js";
import { languageName, t } from "../modules/i18n.js";
import { ModelView } from "./model-view.js";

export class WaitingView extends ModelView {
  /** @override */
  render() {
    const { queue, product } = this.model;
    const nobody = queue?.agents === 0;
    return html`<div class="waiting">
      <div class="waiting__place card stack">
        <product-card .product=${product}></product-card>
        <h1 tabindex="-1">${nobody ? t("waiting-nobody-title") : t("waiting-title")}</h1>
        <div class="place" role="status">
          <p class="place__number ${nobody ? "" : "place__number--moving"}" data-testid="queue-position"
            data-position=${queue?.position ?? nothing}>
            ${
              queue
                ? html`<span class="place__label">${t("waiting-place")}</span>
                    <strong class="numbers">${t("number", { number: queue.position })}</strong>`
                : html`<span class="spinner" aria-hidden="true"></span>
                    <span class="visually-hidden">${t("waiting-checking")}</span>`
            }
          </p>
          <div class="stack stack--tight">
            <p class="place__estimate" data-testid="wait-estimate" data-seconds=${queue?.wait_estimate_s ?? nothing}>
              ${this.#estimate()}
            </p>
            ${queue && !nobody ? html`<p class="muted small">${t("waiting-agents", { agents: queue.agents })}</p>` : nothing}
          </div>
        </div>
        ${queue?.relaxed && !nobody ? html`<p class="banner banner--info">${icon("globe")}<span class="banner__text">${t("waiting-relaxed")}</span></p>` : nothing}
        <dl class="facts">
          <div><dt>${t("purpose-short")}</dt><dd>${this.#purpose()}</dd></div>
          <div><dt>${t("language-short")}</dt><dd>${this.#language()}</dd></div>
        </dl>
        <line-check .signaling=${this.model.signaling}></line-check>
        <button type="button" class="button button--wide" data-testid="leave" @click=${() => this.model.leave()}>
          ${t("waiting-leave")}
        </button>
        <p class="muted small">${t("waiting-keep-open")}</p>
      </div>
      ${this.#callback(nobody)}
    </div>`;
  }

  #estimate() {
    const { queue } = this.model;
    if (!queue) return t("waiting-checking");
    if (queue.agents === 0) return t("waiting-nobody");
    if (queue.wait_estimate_s === null || queue.wait_estimate_s === undefined)
      return t("waiting-estimate-unknown");
    if (queue.wait_estimate_s < 60) return t("waiting-estimate-soon");
    return t("waiting-estimate", { minutes: Math.round(queue.wait_estimate_s / 60) });
  }

  #purpose() {
    const { purpose } = this.model.state ?? {};
    return purpose ? t(`purpose-${purpose}`) : nothing;
  }

  #language() {
    const { language } = this.model.state ?? {};
    return language ? html`<span lang=${language}>${languageName(language, language)}</span>` : nothing;
  }

  /** @param {boolean} nobody */
  #callback(nobody) {
    const form = html`<callback-form .model=${this.model}></callback-form>`;
    if (nobody) {
      return html`<section class="card stack" aria-labelledby="callback-title" data-testid="callback">
        <h2 id="callback-title">${t("callback-title")}</h2>
        ${form}
      </section>`;
    }
    return html`<details class="card waiting__later">
      <summary>${icon("phone")} <span>${t("callback-instead")}</span> ${icon("chevron")}</summary>
      ${form}
    </details>`;
  }
}

customElements.define("waiting-view", WaitingView);
