/**
 * Cheapest first where the device has nothing to spare: what it encodes in hardware keeps a phone cool and its frames on time. Among equals
 * VP8, which every browser has with temporal layers; newer codecs cost a software encoder time that the picture does not have.
 */
const ORDER = ["video/VP8", "video/H264", "video/VP9", "video/AV1"];

/**
 * The order in which this device would rather send video codecs.
 * @param {{width: number, height: number, framesPerSecond: number, bitsPerSecond: number}} picture
 * @returns {Promise<string[]>} MIME types, the best first; empty where the browser does not tell
 */
export async function preferredCodecs({ width, height, framesPerSecond, bitsPerSecond }) {
  const capabilities = RTCRtpSender.getCapabilities?.("video");
  if (!capabilities || !navigator.mediaCapabilities?.encodingInfo) return [];
  const known = new Set(capabilities.codecs.map(({ mimeType }) => mimeType));
  const judged = await Promise.all(
    ORDER.filter((mimeType) => known.has(mimeType)).map(async (mimeType) => {
      const video = {
        contentType: mimeType,
        width,
        height,
        framerate: framesPerSecond,
        bitrate: bitsPerSecond,
      };
      const { supported, smooth, powerEfficient } = await navigator.mediaCapabilities.encodingInfo({
        type: "webrtc",
        video,
      });
      return { mimeType, supported, rank: (powerEfficient ? 0 : 2) + (smooth ? 0 : 1) };
    }),
  );
  return judged
    .filter(({ supported }) => supported)
    .sort((a, b) => a.rank - b.rank || ORDER.indexOf(a.mimeType) - ORDER.indexOf(b.mimeType))
    .map(({ mimeType }) => mimeType);
}

/**
 * Puts the preferred codecs first. To be called before the transceiver is offered.
 * @param {RTCRtpTransceiver} transceiver
 * @param {readonly string[]} preferred MIME types
 */
export function preferCodecs(transceiver, preferred) {
  const capabilities = RTCRtpReceiver.getCapabilities?.("video");
  if (!preferred.length || !capabilities || !("setCodecPreferences" in transceiver)) return;
  const rank = (/** @type {string} */ mimeType) => {
    const index = preferred.indexOf(mimeType);
    return index === -1 ? preferred.length : index;
  };
  // The sort is stable: retransmission and error correction keep their place behind the codecs.
  transceiver.setCodecPreferences(
    capabilities.codecs.toSorted((a, b) => rank(a.mimeType) - rank(b.mimeType)),
  );
}
