/** `<deadline-ring>`: a ring that empties towards a deadline, with the seconds left in its middle. */
import { html, svg } from "lit";
import { LightElement } from "../components/light-element.js";
import { formatNumber, t } from "../modules/i18n.js";
import { TickController } from "./ticking.js";

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

export class DeadlineRing extends LightElement {
  /** @override */
  static properties = {
    startMs: { attribute: false },
    deadlineMs: { attribute: false },
    clock: { attribute: false },
  };

  constructor() {
    super();
    /** When the time began to run, on the server's clock. */
    this.startMs = 0;
    /** When it is up, on the server's clock. */
    this.deadlineMs = 0;
    /** The server's clock now. @type {() => number} */
    this.clock = Date.now;
    new TickController(this, 200);
  }

  /** @override */
  render() {
    const leftMs = Math.max(0, this.deadlineMs - this.clock());
    const share = Math.min(1, leftMs / Math.max(1, this.deadlineMs - this.startMs));
    const seconds = Math.ceil(leftMs / 1000);
    return html`<div class="ring ${seconds <= 5 ? "ring--late" : ""}" role="timer" aria-label=${t("agent-time-left", { seconds })}
      data-seconds=${seconds}>
      <svg viewBox="0 0 60 60" aria-hidden="true" focusable="false">
        ${svg`<circle class="ring__track" cx="30" cy="30" r=${RADIUS} />
        <circle class="ring__left" cx="30" cy="30" r=${RADIUS} transform="rotate(-90 30 30)"
          stroke-dasharray=${LENGTH} stroke-dashoffset=${LENGTH * (1 - share)} />`}
      </svg>
      <span class="ring__seconds numbers" aria-hidden="true">${formatNumber(seconds)}</span>
    </div>`;
  }
}

customElements.define("deadline-ring", DeadlineRing);
