import { loadLocale } from "../modules/i18n.js";

/** @type {Promise<unknown> | null} */
let loading = null;

/**
 * Loads the editor of size charts and the page of outcomes, with their texts, for a console that may never need them. When
 * it fails, the next call tries again.
 */
export async function loadSizes() {
  loading ??= Promise.all([
    import("./size-charts.js"),
    import("./size-outcomes.js"),
    loadLocale("room-sizing", "agent-sizes"),
  ]);
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}
