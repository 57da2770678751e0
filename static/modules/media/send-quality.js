/** @import { Purpose } from "../messages.js" */

/**
 * The most that a picture may take of the link, in bit/s.
 *
 * A ceiling is what helps most when a link suddenly narrows: what was sent before the drop waits in the bottleneck's
 * queue, and the picture is late until that has drained. From 1.1 Mbit/s the best possible after a step from 3 to
 * 0.5 Mbit/s is .99 of the time within the target, from 1.8 Mbit/s .97; without a ceiling it was .70. 480p at 30 fps
 * looks no better above 1.2 Mbit/s, 720p needs about twice that.
 */
const CEILING_480P = 1_200_000;
const CEILING_720P = 2_500_000;

/**
 * The picture begins small, then grows. Congestion control knows nothing of the link yet and begins at 300 kbit/s, at which
 * a 720p key frame takes its time: accept to first frame fell from 197 to 106 ms (medians of 9 on loopback).
 */
const FIRST_LINES = 240;

/**
 * What the encoder should keep when it cannot have both: the weave of a fabric and a scratch need pixels, trying on
 * needs movement.
 * @param {Purpose} purpose
 * @returns {"detail"|"motion"|""}
 */
export function contentHintFor(purpose) {
  if (purpose === "showing" || purpose === "inspection") return "detail";
  return purpose === "try_on" ? "motion" : "";
}

/**
 * @param {string} contentHint
 * @returns {RTCDegradationPreference}
 */
function degradationFor(contentHint) {
  if (contentHint === "detail") return "maintain-resolution";
  return contentHint === "motion" ? "maintain-framerate" : "balanced";
}

/**
 * Sets the ceiling and the preference of a negotiated video sender. Without a track it prepares for the one to come:
 * parameters that change after the track has begun cost the first frame time.
 * @param {RTCRtpSender} sender
 * @param {{contentHint: string, height: number, small?: boolean}} expected `height` of the picture, should the track not
 *   tell; `small`: as at the beginning
 */
export async function tuneVideo(sender, { contentHint, height, small = false }) {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  const settings = sender.track?.getSettings() ?? {};
  // The shorter side: a phone held upright gives 480x640.
  const lines = Math.min(settings.width ?? Number.POSITIVE_INFINITY, settings.height ?? height);
  const ceiling = lines > 480 ? CEILING_720P : CEILING_480P;
  const preference = degradationFor(contentHint);
  // By the expected height even where the track has more: then nothing changes when it comes.
  const scale = small ? Math.max(Math.min(lines, height) / FIRST_LINES, 1) : 1;
  if (
    encoding.maxBitrate === ceiling &&
    (encoding.scaleResolutionDownBy ?? 1) === scale &&
    parameters.degradationPreference === preference
  ) {
    return;
  }
  encoding.maxBitrate = ceiling;
  encoding.scaleResolutionDownBy = scale;
  parameters.degradationPreference = preference;
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    // A picture without a ceiling is better than none.
    console.warn("the picture's ceiling could not be set", error);
  }
}
