/** @import { BuyerState, Purpose, QueueStatus, ServerMessage } from "../modules/messages.js" */
/** @import { ProductView, ShopView } from "../modules/messages.js" */
import { ApiError, requestJson } from "../modules/api.js";
import { browserCountry } from "../modules/countries.js";
import { locale } from "../modules/i18n.js";
import { SignalingClient } from "../modules/signaling-client.js";
import { newId, recall, tabId } from "../modules/tab.js";
import { claimsOf, obtainToken } from "./buyer-token.js";
import { CartLink } from "./cart-link.js";
import { signalingUrl } from "./signaling-url.js";
import { StageLink } from "./stage-link.js";
import { missingFeatures } from "./support.js";

/**
 * @typedef {object} Offering what the consult page is opened for
 * @property {ShopView} shop
 * @property {ProductView & { description?: string }} product
 * @property {Purpose[]} purposes
 * @property {boolean} demo
 *
 * @typedef {"loading" | "failed" | "superseded" | "start" | "waiting" | "ringing" | "active" | "ended" |
 *   "callback-saved"} Screen
 *
 * @typedef {{ purpose: Purpose, language: string, microphone: boolean }} Wishes
 * @typedef {{ atMs: number, timeZone: string, contact: string, note: string | null }} CallbackWish
 */

const DEMO_SHOP = "demo";
const IN_LINE = new Set(["waiting", "ringing", "active"]);

/** Refusals of a hello for which the buyer needs a new link, as the names of failures. */
const FAILURE_OF_REFUSAL = /** @type {Record<string, string>} */ ({
  "token-expired": "link-expired",
  "token-invalid": "link-invalid",
  "hello-required": "link-invalid",
});

/**
 * Everything the consult page knows, in one place: what it is opened for, the connection, the server's newest state,
 * the consultation. Views read it and call its methods; it knows no HTML.
 *
 * Fires `change` whenever a view may have to be drawn anew, and `tell` (`detail: { name, ... }`) for the shop.
 */
export class BuyerModel extends EventTarget {
  /** @type {(Wishes & { sent: boolean }) | null} */
  #joining = null;
  /** @type {{ id: string, wish: CallbackWish } | null} */
  #callback = null;
  #ratingSent = 0;
  #leaving = false;
  /** What the page is opened for, from the moment that it is asked for. @type {Promise<Offering>|null} */
  #offered = null;
  /** Whether a visit of this tab came before: only then a place may be waiting, and the form has to. */
  #mayResume;
  /** Id of the consultation that the buyer has ended, whether the server knows it yet or not. */
  #over = "";

  /**
   * @param {import("./parameters.js").Parameters} parameters
   * @param {import("./embed-channel.js").EmbedChannel | null} embed
   */
  constructor(parameters, embed) {
    super();
    this.parameters = parameters;
    this.embed = embed;
    this.claims = claimsOf(parameters.token);
    this.shopId = parameters.shop ?? this.claims.iss ?? DEMO_SHOP;
    /** @type {Offering | null} */
    this.offering = null;
    /** @type {{ code: string } | null} */
    this.failure = null;
    /** @type {BuyerState | null} */
    this.state = null;
    /** @type {QueueStatus | null} */
    this.queue = null;
    /** Code of the newest refusal that the buyer should read. @type {string | null} */
    this.error = null;
    /** The connection was lost and is not back yet. */
    this.disconnected = false;
    /** The buyer has seen the end and wants to start again. */
    this.again = false;
    /** Where the buyer says that he lives, ISO 3166-1; null until he does. @type {string | null} */
    this.chosenCountry = null;
    /** Stored rating: the stars. @type {number | null} */
    this.rated = null;
    /** Stored callback request. @type {CallbackWish | null} */
    this.callback = null;
    this.resumeKey = `resume:${this.shopId}`;
    this.#mayResume = recall(this.resumeKey) !== null;
    this.signaling = new SignalingClient({
      url: signalingUrl(),
      hello: () => this.#hello(),
      resumeKey: this.resumeKey,
    });
    this.stage = new StageLink(this.signaling, () => this.#changed());
    this.cart = new CartLink({
      embed,
      deliver: (answer) => this.signaling.deliver(answer),
      changed: () => this.#changed(),
    });
    this.signaling.addEventListener("status", () => this.#statusChanged());
    this.signaling.addEventListener("message", (event) =>
      this.#receive(/** @type {CustomEvent} */ (event).detail),
    );
    this.signaling.addEventListener("undeliverable", (event) => {
      const { message, code } = /** @type {CustomEvent} */ (event).detail;
      // The consultation ended meanwhile; what the shop's cart holds, its own page shows.
      if (message.type !== "cart-answer") this.#refused(code);
    });
  }

  /** The present consultation, while the stage shows one. */
  get consultation() {
    return this.stage.consultation;
  }

  /** With which this page shows the service who it is; null before it has one. */
  get resumeToken() {
    return this.signaling.welcome?.resume ?? null;
  }

  /** @returns {Screen} */
  get screen() {
    if (this.failure) return "failed";
    if (!this.offering || this.#resuming) return "loading";
    if (this.signaling.status === "superseded") return "superseded";
    if (this.callback) return "callback-saved";
    const phase = this.state?.phase ?? "idle";
    const over = phase === "ended" || (phase === "active" && this.state?.consultation?.id === this.#over);
    if (over) return this.again || this.#joining ? "start" : "ended";
    return IN_LINE.has(phase) ? /** @type {Screen} */ (phase) : "start";
  }

  /** There may be a place in line from before a reload: the server's word is awaited, but not for ever. */
  get #resuming() {
    return this.#mayResume && !this.state && !this.disconnected && recall(this.resumeKey) !== null;
  }

  /** Whether leaving now would give up a place or interrupt a consultation. */
  get busy() {
    return IN_LINE.has(this.screen);
  }

  /** True from the click on start until the server has answered. */
  get joining() {
    return this.#joining !== null;
  }

  /** What the views show: the product in line, else the one the page was opened for. */
  get product() {
    return this.state?.product ?? this.state?.consultation?.product ?? this.offering?.product ?? null;
  }

  /** Where the buyer lives, ISO 3166-1: what he said, else what the shop or his browser says; null: unknown. */
  get country() {
    return this.chosenCountry ?? this.claims.country ?? browserCountry();
  }

  /** The languages that the shop's agents speak; a shop that names none is asked in the page's. */
  get languages() {
    const offered = this.offering?.shop.languages ?? [];
    return offered.length > 0 ? offered : [locale()];
  }

  /** Fetches what the page is for and connects. */
  async load() {
    this.failure = null;
    if (missingFeatures().length > 0) return this.#fail("unsupported");
    if (this.parameters.sku === "") return this.#fail("link-invalid");
    this.#changed();
    const path = [this.shopId, this.parameters.sku].map(encodeURIComponent).join("/products/");
    this.#offered = requestJson(`/api/v1/shops/${path}`);
    this.signaling.start();
    try {
      this.offering = await this.#offered;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.#fail(error.code);
    }
    this.#changed();
  }

  /** @param {string} country where the buyer says that he lives, ISO 3166-1 */
  chooseCountry(country) {
    this.chosenCountry = country;
    this.#changed();
  }

  /** After another tab took over: take the consultation back into this one. */
  takeBack() {
    this.signaling.start();
  }

  /** @param {Wishes} wishes */
  join(wishes) {
    this.error = null;
    this.#joining = { ...wishes, sent: false };
    this.stage.wishMicrophone(wishes.microphone);
    // The check is over; nobody should see the browser's recording mark while waiting in line.
    this.stage.renewMedia();
    this.#sendJoin();
    this.#changed();
  }

  /** Gives up the place; offline, as soon as the connection is back. */
  leave() {
    this.#leaving = !this.signaling.send({ type: "leave" });
  }

  /** Ends the consultation, here at once, at the server as soon as it can be reached. */
  end() {
    if (!this.consultation) return;
    this.#over = this.consultation.view.id;
    this.consultation.end();
    this.#changed();
  }

  /** Gives up the place or ends the consultation, whichever there is. */
  giveUp() {
    if (this.screen === "active") this.end();
    else if (this.busy) this.leave();
  }

  /** @param {CallbackWish} wish */
  requestCallback(wish) {
    const { product, purpose, language } = this.state ?? {};
    if (!product || !purpose || !language) return;
    const id = newId();
    this.error = null;
    this.#callback = { id, wish };
    const { atMs: at_ms, timeZone: time_zone, contact, note } = wish;
    const about = { product: product.sku, purpose, language };
    this.signaling.deliver({ type: "request-callback", id, ...about, at_ms, time_zone, contact, note });
    this.#changed();
  }

  /** @param {number} stars 1 to 5 @param {string | null} comment */
  rate(stars, comment) {
    const consultation = this.state?.consultation;
    if (!consultation) return;
    this.error = null;
    this.signaling.deliver({ type: "rate", consultation: consultation.id, stars, comment });
    this.#ratingSent = stars;
  }

  /** Back to the form. */
  startAgain() {
    this.again = true;
    this.rated = null;
    this.callback = null;
    this.error = null;
    this.#changed();
  }

  /** @returns {Promise<import("../modules/messages.js").ClientMessage>} */
  async #hello() {
    // While there is something to resume, no new token is needed; when it is refused, this is asked again without.
    if (recall(this.resumeKey) !== null) return { type: "buyer-hello", tab: await tabId() };
    const demo = async () => (await this.#offered)?.demo === true;
    const token = await obtainToken({ embed: this.embed, given: this.parameters.token, demo });
    if (token === null) {
      this.#fail("link-missing");
      throw new Error("no source has a token");
    }
    this.claims = claimsOf(token);
    return { type: "buyer-hello", tab: await tabId(), token };
  }

  #statusChanged() {
    const { status, refusal } = this.signaling;
    if (status === "offline") this.disconnected = true;
    if (status === "online") {
      this.disconnected = false;
      if (this.#joining) this.#joining.sent = false;
    }
    if (status === "superseded") this.stage.close();
    if (status === "refused") this.#fail(FAILURE_OF_REFUSAL[refusal ?? ""] ?? refusal ?? "internal");
    this.#changed();
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "buyer-state") this.#take(message);
    else if (message.type === "queue-status") this.#standing(message);
    else if (message.type === "saved") this.#saved(message);
    else if (message.type === "error") this.#erred(message);
    else this.consultation?.receive(message);
    this.#changed();
  }

  /** @param {BuyerState} state */
  #take(state) {
    const before = this.state;
    this.state = state;
    if (IN_LINE.has(state.phase)) {
      this.#joining = null;
      this.again = false;
      if (this.#leaving) this.leave();
      if (state.phase === "active" && state.consultation?.id === this.#over) {
        this.signaling.send({ type: "end", consultation: this.#over });
      }
    } else {
      this.#leaving = false;
      this.#sendJoin();
    }
    if (state.phase !== "waiting") this.queue = null;
    if (state.phase !== before?.phase) this.#phaseChanged(state);
    this.stage.take(state);
    this.cart.take(state.consultation ?? null);
  }

  /** @param {BuyerState} state */
  #phaseChanged(state) {
    this.error = null;
    const consultation = state.consultation;
    if (state.phase === "active") {
      this.rated = null;
      this.#tell("paired", { consultation: consultation?.id, agent: consultation?.peer_name });
    }
    if (state.phase === "ended")
      this.#tell("ended", { consultation: consultation?.id, reason: consultation?.end_reason });
  }

  /** @param {QueueStatus} status */
  #standing(status) {
    if (status.position !== this.queue?.position) this.#tell("waiting", { position: status.position });
    this.queue = status;
  }

  /** @param {import("../modules/messages.js").Saved} saved */
  #saved({ what, id }) {
    if (what === "rating" && id === this.state?.consultation?.id) this.rated = this.#ratingSent;
    if (what !== "callback" || id !== this.#callback?.id) return;
    this.callback = this.#callback.wish;
    this.#callback = null;
    this.#tell("callback-requested", { at_ms: this.callback.atMs });
    // Who will be called back must not be rung for as well.
    this.leave();
  }

  /** @param {import("../modules/messages.js").Error} error */
  #erred(error) {
    // What was to be ended is over already: the state that follows says so.
    if (error.of === "end" && error.code === "consultation-ended") return;
    if (error.of === "leave" && error.code === "not-in-line") {
      this.state = { type: "buyer-state", phase: "idle" };
    } else if (error.of === "join" || error.of === "leave" || error.of === "end") {
      this.#refused(error.code);
    }
  }

  /** @param {string} code */
  #refused(code) {
    this.#joining = null;
    this.#callback = null;
    this.error = code;
    this.#changed();
  }

  #sendJoin() {
    const joining = this.#joining;
    // Until the state is known, a place in line may be there already.
    if (!joining || joining.sent || !this.state || IN_LINE.has(this.state.phase) || !this.offering) return;
    // What the shop's token says need not be said again.
    const country = this.chosenCountry ?? (this.claims.country ? null : browserCountry());
    joining.sent = this.signaling.send({
      type: "join",
      product: this.offering.product.sku,
      purpose: joining.purpose,
      language: joining.language,
      country,
      time_zone: timeZone(),
    });
  }

  /** @param {string} code */
  #fail(code) {
    this.failure = { code };
    this.signaling.stop();
    this.#changed();
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent("tell", { detail: { name, ...detail } }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** The browser's IANA zone; an offset in the form `+05:30`, which some give, does not travel. */
export function timeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return /^[A-Za-z]/.test(zone) ? zone : "UTC";
}
