/** What every shop does once: says who its buyer is, with a token from its own server. Here, the demo's. */
import { requestJson } from "../modules/api.js";

/** @typedef {{ configure: (changes: { token: () => Promise<string> }) => void }} VideoConsult */

export function provideToken() {
  const page =
    /** @type {{ VideoConsult?: VideoConsult, onVideoConsultReady?: (api: VideoConsult) => void }} */ (
      /** @type {unknown} */ (window)
    );
  const configure = (/** @type {VideoConsult} */ api) => {
    api.configure({
      token: async () => (await requestJson("/api/v1/demo/token", { method: "POST" })).token,
    });
  };
  // The script is async: it may have run before this, or may yet come and call the hook.
  if (page.VideoConsult) configure(page.VideoConsult);
  else page.onVideoConsultReady = configure;
}
