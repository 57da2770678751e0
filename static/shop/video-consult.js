/**
 * @typedef {object} VideoConsult what embed.js gives to a shop's page
 * @property {(changes: { token: () => Promise<string> }) => void} configure
 * @property {(name: string, listener: (detail: any) => unknown) => () => void} on
 */

/**
 * Hands over `window.VideoConsult` as soon as it is there: its script is async, and may run before this one or after it.
 * @param {(api: VideoConsult) => void} use
 */
export function withVideoConsult(use) {
  const { VideoConsult } = /** @type {{ VideoConsult?: VideoConsult }} */ (/** @type {unknown} */ (window));
  if (VideoConsult) use(VideoConsult);
  else {
    const ready = (/** @type {Event} */ event) =>
      use(/** @type {CustomEvent<VideoConsult>} */ (event).detail);
    addEventListener("videoconsult:ready", ready, { once: true });
  }
}
