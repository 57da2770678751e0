/** `<summary-view>`: what is left of a consultation: product, size, measurements, stills, cart, policy, chat. */
import { html, nothing } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatDateTime, formatNumber, t, textFor } from "../modules/i18n.js";
import "../room/return-policy.js";
import { CM_PER_INCH, usualUnit } from "../room/size-units.js";
import { reasonText } from "../room/size-words.js";

/** @typedef {import("./summary.js").Summary} Summary */
/** @typedef {import("./summary.js").Goods} Goods */
/** @typedef {import("../modules/messages.js").CartItem} CartItem */

export class SummaryView extends LightElement {
  /** @override */
  static properties = { summary: { attribute: false }, path: {} };

  constructor() {
    super();
    /** @type {Summary | null} */
    this.summary = null;
    /** Of the summary in the API: stills are below it. */
    this.path = "";
  }

  /** @override */
  render() {
    const { summary } = this;
    if (!summary) return nothing;
    return html`<article class="stack">
      <div class="stack stack--tight">
        <h1 data-testid="summary-title">${t("summary-title")}</h1>
        <p class="muted">${this.#facts(summary)}</p>
      </div>
      ${this.#product(summary.product)}
      ${this.#size(summary)}
      ${this.#measurements(summary)}
      ${this.#stills(summary)}
      ${this.#cart(summary)}
      ${
        summary.shown.length > 0
          ? section(
              "shown",
              t("summary-shown"),
              html`<div class="stack">${summary.shown.map((each) => this.#product(each))}</div>`,
            )
          : nothing
      }
      ${this.#policy(summary)}
      ${this.#chat(summary)}
    </article>`;
  }

  /** @param {Summary} summary */
  #facts({ agent_name, started_ms, ended_ms, purpose }) {
    return t("summary-facts", {
      agent: agent_name,
      date: formatDateTime(started_ms, { dateStyle: "long", timeStyle: "short" }),
      minutes: Math.max(1, Math.round((ended_ms - started_ms) / 60_000)),
      purpose: t(`purpose-${purpose}`),
    });
  }

  /** @param {Goods} goods */
  #product({ title, price, image, url, sku }) {
    return html`<section class="summary__product card" data-testid=${`product-${sku}`}>
      ${image ? html`<img class="summary__picture" src=${image} alt="">` : nothing}
      <div class="stack stack--tight">
        <h2><bdi>${title}</bdi></h2>
        <p class="muted numbers"><bdi>${price ?? ""}</bdi></p>
        ${
          url
            ? html`<p><a href=${url} rel="noopener noreferrer">${t("summary-product-page")}</a></p>`
            : nothing
        }
      </div>
    </section>`;
  }

  /** @param {Summary} summary */
  #size({ size_advised, advice, agent_name }) {
    if (!size_advised && !advice) return nothing;
    const unit = usualUnit(navigator.languages);
    const why = advice ? advice.why.map((reason) => reasonText(reason, unit, advice.group)) : [];
    return section(
      "size",
      t("summary-size"),
      html`<p class="summary__size"><bdi>${size_advised ?? advice?.size}</bdi></p>
        ${size_advised ? html`<p class="muted small">${t("summary-size-agent", { agent: agent_name })}</p>` : nothing}
        ${
          advice
            ? html`<p>${t("summary-size-advice", {
                size: advice.size,
                share: formatNumber(advice.probability ?? 0, { style: "percent" }),
                known: advice.probability === null ? "no" : "yes",
              })}</p>`
            : nothing
        }
        ${advice?.runner_up ? html`<p class="small">${t("summary-size-runner-up", { size: advice.runner_up })}</p>` : nothing}
        ${why.length > 0 ? html`<ul>${why.map((sentence) => html`<li>${sentence}</li>`)}</ul>` : nothing}`,
    );
  }

  /** @param {Summary} summary */
  #measurements({ measurements }) {
    if (measurements.length === 0) return nothing;
    const rows = measurements.map(
      ({ name, cm, error_cm }) => html`<tr><th scope="row">${textFor("measure-name", name)}</th>
        <td class="numbers">${t("summary-cm", { value: withError(cm, error_cm, 1) })}</td>
        <td class="numbers">${t("summary-inches", { value: withError(cm, error_cm, 1 / CM_PER_INCH) })}</td></tr>`,
    );
    return section(
      "measurements",
      t("summary-measurements"),
      html`<table class="summary__table"><tbody>${rows}</tbody></table>`,
    );
  }

  /** @param {Summary} summary */
  #stills({ stills }) {
    if (stills.length === 0) return nothing;
    const figures = stills.map(
      ({ id, label, width, height }) => html`<figure>
        <a href=${`${this.path}/stills/${id}`}><img src=${`${this.path}/stills/${id}`} width=${width} height=${height}
          alt=${label || t("summary-still")}></a>
        ${label ? html`<figcaption class="small"><bdi>${label}</bdi></figcaption>` : nothing}
      </figure>`,
    );
    return section("stills", t("summary-stills"), html`<div class="summary__stills">${figures}</div>`);
  }

  /** @param {Summary} summary */
  #cart({ cart }) {
    if (cart.length === 0) return nothing;
    return section(
      "cart",
      t("summary-cart"),
      html`<ul>${cart.map((item) => html`<li>${cartLine(item)}</li>`)}</ul>`,
    );
  }

  /** @param {Summary} summary */
  #policy({ policy }) {
    if (!policy) return nothing;
    const content = html`<return-policy .policy=${policy} unfolded></return-policy>`;
    return section("policy", t("summary-policy"), content);
  }

  /** @param {Summary} summary */
  #chat({ chat, agent_name }) {
    if (chat.length === 0) return nothing;
    const lines = chat.map(
      ({ sender, text, sent_ms }) => html`<li>
        <span class="small muted">${sender === "agent" ? agent_name : t("summary-buyer")},
          <time class="numbers">${formatDateTime(sent_ms, { timeStyle: "short" })}</time></span>
        <p dir="auto">${text}</p>
      </li>`,
    );
    return section("chat", t("summary-chat"), html`<ol class="summary__chat">${lines}</ol>`);
  }
}

/**
 * @param {string} name
 * @param {string} heading
 * @param {import("lit").TemplateResult} content
 */
function section(name, heading, content) {
  return html`<section class="summary__section stack stack--tight" aria-labelledby=${`summary-${name}`} data-testid=${name}>
    <h2 id=${`summary-${name}`}>${heading}</h2>
    ${content}
  </section>`;
}

/** @param {CartItem} item */
function cartLine({ title, size, colour, quantity = 1, price, status = "asked" }) {
  const what = [title, size, colour].filter(Boolean).join(", ");
  return t("summary-cart-line", { what, quantity, price: price ?? "", state: t(`summary-cart-${status}`) });
}

/**
 * @param {number} cm
 * @param {number | null} errorCm
 * @param {number} scale from centimetres to the unit that is shown
 */
function withError(cm, errorCm, scale) {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const error = errorCm === null ? "" : ` ± ${formatNumber(errorCm * scale, digits)}`;
  return formatNumber(cm * scale, digits) + error;
}

customElements.define("summary-view", SummaryView);
