/** Who is signed in at this browser, over the HTTP interface. The session itself is a cookie that no script sees. */
import { ApiError, requestJson } from "../modules/api.js";

/**
 * An agent or supervisor, as the server describes the one who is signed in.
 * @typedef {object} Staff
 * @property {string} id
 * @property {string} name
 * @property {string} username
 * @property {"agent" | "supervisor"} role
 * @property {string[]} languages BCP 47
 * @property {string[]} purposes
 * @property {string[]} categories empty: every kind of product
 * @property {string} time_zone IANA name
 * @property {{ id: string, name: string }} shop
 */

/** @typedef {{ username: string, password: string } | { link: string }} Credentials */

const PATH = "/api/v1/session";

/**
 * @returns {Promise<Staff | null>} null when nobody is signed in
 * @throws {ApiError}
 */
export async function currentStaff() {
  try {
    return await requestJson(PATH);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/**
 * @param {Credentials} credentials
 * @returns {Promise<Staff>}
 * @throws {ApiError} sign-in-failed, link-expired, rate-limited (with `retryAfterS`), network, …
 */
export function signIn(credentials) {
  return requestJson(PATH, { method: "POST", body: credentials });
}

/** @throws {ApiError} */
export async function signOut() {
  await requestJson(PATH, { method: "DELETE" });
}
