/** @import { OfferView } from "../modules/messages.js" */
import { recall, remember } from "../modules/tab.js";

/**
 * What the offer told of the buyer. Only an offer carries it, so it is kept over a reload within the consultation.
 * @typedef {object} BuyerFacts
 * @property {string} consultation
 * @property {string} name
 * @property {string | null} country
 * @property {string | null} timeZone
 * @property {number} waitedMs
 * @property {boolean} returning
 */

const KEY = "buyer-facts";

/**
 * @param {OfferView} offer
 * @returns {BuyerFacts}
 */
export function rememberBuyer(offer) {
  const facts = {
    consultation: offer.consultation.id,
    name: offer.buyer_name,
    country: offer.buyer_country ?? null,
    timeZone: offer.buyer_time_zone ?? null,
    waitedMs: offer.waited_ms ?? 0,
    returning: offer.returning ?? false,
  };
  remember(KEY, JSON.stringify(facts));
  return facts;
}

/**
 * @param {string} consultation id
 * @returns {BuyerFacts | null}
 */
export function recallBuyer(consultation) {
  const stored = recall(KEY);
  const facts = stored === null ? null : JSON.parse(stored);
  return facts?.consultation === consultation ? facts : null;
}

/** Once the consultation is wrapped up, nothing of the buyer stays in the browser. */
export function forgetBuyer() {
  remember(KEY, null);
}
