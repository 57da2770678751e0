/** Keeps a phone's screen on while somebody waits, watches or shows; without it the page sleeps and loses its place. */

/** @type {WakeLockSentinel | null} */
let sentinel = null;
let wanted = false;

/** @param {boolean} on */
export function keepAwake(on) {
  wanted = on;
  if (on) return void hold();
  void sentinel?.release();
  sentinel = null;
}

async function hold() {
  if (!("wakeLock" in navigator) || document.visibilityState === "hidden") return;
  if (sentinel !== null && !sentinel.released) return;
  try {
    sentinel = await navigator.wakeLock.request("screen");
  } catch {
    // Refused on low battery or in a frame without the permission: a comfort, not a condition.
    return;
  }
  if (!wanted) keepAwake(false);
}

// The browser takes the lock away whenever the page is hidden.
document.addEventListener("visibilitychange", () => {
  if (wanted) void hold();
});
