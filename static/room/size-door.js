import { loadLocale } from "../modules/i18n.js";

/** @type {Promise<unknown> | null} */
let loading = null;

/** Loads the size advisor and its texts, for a page that may never need them. When it fails, the next call tries again. */
export async function loadSizing() {
  loading ??= Promise.all([import("./size-advisor.js"), loadLocale("room-sizing")]);
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}
