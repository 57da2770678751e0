/** Where the shop's token comes from: the address, the embedding page, or, in a demo shop, the server itself. */
import { requestJson } from "../modules/api.js";

/** @typedef {{ iss?: string, country?: string, language?: string }} Claims what this page uses of a token */

/**
 * What a token says, unverified: good for choosing defaults, never for deciding what somebody may do.
 * @param {string | null} token
 * @returns {Claims}
 */
export function claimsOf(token) {
  try {
    const payload = (token ?? "").split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

/**
 * A token for the next hello. The embedding page's is preferred, being the freshest.
 * @param {{ embed: import("./embed-channel.js").EmbedChannel | null, given: string | null, demo: () => Promise<boolean> }} sources
 * @returns {Promise<string | null>} null when no source has one
 * @throws {import("../modules/api.js").ApiError} when the demo shop gives none
 */
export async function obtainToken({ embed, given, demo }) {
  const token = (await embed?.requestToken()) ?? given;
  if (token !== null || !(await demo())) return token;
  const answer = await requestJson("/api/v1/demo/token", { method: "POST" });
  return answer.token;
}
