/**
 * What one tab remembers over a reload, in `sessionStorage`; in memory where that is blocked (a third-party iframe
 * with cookies off), so that only a reload forgets it.
 */

/** @type {Map<string, string>} */
const fallback = new Map();
const PREFIX = "consult:";

/** After a reload the page before may still hold its lock for a moment. */
const RELOAD_MS = 500;

/**
 * @param {string} key
 * @returns {string|null}
 */
export function recall(key) {
  try {
    return fallback.get(key) ?? sessionStorage.getItem(PREFIX + key);
  } catch {
    return fallback.get(key) ?? null;
  }
}

/**
 * @param {string} key
 * @param {string|null} value null forgets it
 */
export function remember(key, value) {
  fallback.delete(key);
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, value);
  } catch {
    if (value !== null) fallback.set(key, value);
  }
}

/** @type {Promise<string>|null} */
let mine = null;

/**
 * The id of this tab for a hello message: the same after a reload, never shared by two living tabs.
 * @returns {Promise<string>}
 */
export function tabId() {
  mine ??= claim();
  return mine;
}

/**
 * Duplicating a tab copies its sessionStorage. A lock held as long as the page lives tells the original from the
 * copy, which then takes a new id (and forgets what belongs to the original).
 */
async function claim() {
  const before = recall("tab");
  if (before !== null && (await lock(before))) return before;
  if (before !== null) remember("resume", null);
  const id = newId();
  await lock(id);
  remember("tab", id);
  return id;
}

/**
 * @param {string} id
 * @returns {Promise<boolean>} true when no other living page holds it, or when it cannot be known
 */
function lock(id) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`${PREFIX}tab:${id}`, { signal: AbortSignal.timeout(RELOAD_MS) }, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch((error) => resolve(error.name !== "TimeoutError"));
  });
}

/**
 * A random id, fit for every `id` and `tab` field. `crypto.randomUUID` exists on https pages only.
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
