/**
 * What the other side is asked to send, as parameters of Opus (RFC 7587) in our description. 32 kbit/s is transparent for speech; in-band
 * error correction mends single losses; discontinuous transmission leaves the link to the picture while nobody speaks.
 */
const WISHES = { maxaveragebitrate: "32000", stereo: "0", useinbandfec: "1", usedtx: "1" };

/**
 * @param {string} sdp a description to be given to the other side
 * @returns {string} the same with our wishes for its Opus
 */
export function askForSpeech(sdp) {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (payload === undefined) return sdp;
  const line = new RegExp(`^a=fmtp:${payload} ([^\r\n]*)`, "m");
  const known = line.exec(sdp)?.[1] ?? "";
  const parameters = new Map(
    known
      .split(";")
      .filter(Boolean)
      .map((pair) => /** @type {[string, string]} */ (pair.split("="))),
  );
  for (const [name, value] of Object.entries(WISHES)) parameters.set(name, value);
  const written = `a=fmtp:${payload} ${[...parameters].map((pair) => pair.join("=")).join(";")}`;
  if (line.test(sdp)) return sdp.replace(line, written);
  return sdp.replace(new RegExp(`^(a=rtpmap:${payload} [^\r\n]*)`, "m"), `$1\r\n${written}`);
}
