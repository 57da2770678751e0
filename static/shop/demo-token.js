/** What every shop does once: says who its buyer is, with a token from its own server. Here, the demo's. */
import { requestJson } from "../modules/api.js";
import { withVideoConsult } from "./video-consult.js";

export function provideToken() {
  withVideoConsult((api) =>
    api.configure({
      token: async () => (await requestJson("/api/v1/demo/token", { method: "POST" })).token,
    }),
  );
}
