/** What a consultation cannot do without. Camera and microphone are not on the list: a buyer may watch and type. */

/** @type {Record<string, () => boolean>} */
const NEEDED = {
  WebSocket: () => typeof WebSocket === "function",
  RTCPeerConnection: () => typeof RTCPeerConnection === "function",
  replaceTrack: () => typeof RTCRtpSender === "function" && "replaceTrack" in RTCRtpSender.prototype,
  dialog: () => typeof HTMLDialogElement === "function",
};

/** @returns {string[]} names of what is missing; empty when the browser will do */
export function missingFeatures() {
  return Object.entries(NEEDED)
    .filter(([, present]) => !present())
    .map(([name]) => name);
}
