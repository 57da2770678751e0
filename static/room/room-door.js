/** @type {Promise<unknown> | null} */
let loading = null;

/**
 * Loads the room, its tools and their texts. Pages call it when it begins to ring: a page that is only opened must not
 * wait for what it may never need. When it fails, the next call tries again.
 */
export function loadRoom() {
  if (loading) return;
  loading = import("./room-tools.js").catch((error) => {
    loading = null;
    console.error("the room's tools could not be loaded", error);
  });
}
