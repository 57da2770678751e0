/** The monitor's addresses: the overview, and one consultation in it. */

/** Parameter of the page's address that names a consultation. */
const CONSULTATION = "consultation";

export const OVERVIEW = "/monitor";

/** @param {string} id */
export function consultationAddress(id) {
  return `${OVERVIEW}?${new URLSearchParams({ [CONSULTATION]: id })}`;
}

/**
 * @param {string} search of a page's address
 * @returns {string | null} id of the consultation it shows; null for the overview
 */
export function consultationIn(search) {
  return new URLSearchParams(search).get(CONSULTATION);
}
