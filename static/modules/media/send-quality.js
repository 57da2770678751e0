/** @import { Purpose } from "../messages.js" */
/** @import { Plan } from "./governor.js" */

/**
 * The most that a picture may take of the link, in bit/s.
 *
 * A ceiling is what helps most when a link suddenly narrows: what was sent before the drop waits in the bottleneck's
 * queue, and the picture is late until that has drained. From 1.1 Mbit/s the best possible after a step from 3 to
 * 0.5 Mbit/s is .99 of the time within the target, from 1.8 Mbit/s .97; without a ceiling it was .70. 480p at 30 fps
 * looks no better above 1.2 Mbit/s, 720p needs about twice that.
 */
const CAP_480P_BPS = 1_200_000;
const CAP_720P_BPS = 2_500_000;

/**
 * The picture begins small, then grows. Congestion control knows nothing of the link yet and begins at 300 kbit/s, at which
 * a 720p key frame takes its time: accept to first frame fell from 197 to 106 ms (medians of 9 on loopback).
 */
export const SMALL_LINES = 240;

/** @param {number} lines the shorter side of the picture: a phone held upright gives 480x640 */
export function capFor(lines) {
  return lines > 480 ? CAP_720P_BPS : CAP_480P_BPS;
}

/**
 * What the encoder should keep when it cannot have both: the weave of a fabric and a scratch need pixels, trying on
 * needs movement.
 *
 * The track has no `contentHint` beside it: for `detail` Chromium takes the picture for a shared screen, and then its pacer sends no faster than the
 * encoder is meant to produce and lets up to 2.9 s of frames wait (libwebrtc's `alr_experiment.cc`). Packets were seen to wait there for 0.6 s.
 * @param {Purpose} purpose
 * @returns {RTCDegradationPreference}
 */
export function degradationFor(purpose) {
  if (purpose === "showing" || purpose === "inspection") return "maintain-resolution";
  return purpose === "try_on" ? "maintain-framerate" : "balanced";
}

/**
 * Temporal layers: three of four frames are needed by no other or by few, so most losses cost one frame, not the picture until the
 * retransmission has come. On a long way with bursty loss the median age fell from 502 to 302 ms (one run each).
 */
const LAYERS = "L1T3";
const ONE_LAYER = "L1T1";

/** Senders whose codec has no layers; the next plan comes without. @type {WeakSet<RTCRtpSender>} */
const unlayered = new WeakSet();

/**
 * Sets a negotiated video sender to a plan. Without a track it prepares for the one to come: parameters that change after the track has
 * begun cost the first frame time.
 * @param {RTCRtpSender} sender
 * @param {Plan} plan
 * @param {RTCDegradationPreference} degradation
 */
export async function applyPlan(sender, plan, degradation) {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  encoding.maxBitrate = plan.ceilingBps;
  encoding.scaleResolutionDownBy = plan.scale;
  if (plan.framesPerSecond === null) delete encoding.maxFramerate;
  else encoding.maxFramerate = plan.framesPerSecond;
  parameters.degradationPreference = degradation;
  // Not yet in TypeScript's library.
  const layered = /** @type {{scalabilityMode?: string}} */ (encoding);
  if (!unlayered.has(sender)) layered.scalabilityMode = plan.layered ? LAYERS : ONE_LAYER;
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    // A picture without a plan is better than none.
    console.warn("the sender could not be set to its plan", error);
    if (layered.scalabilityMode) unlayered.add(sender);
  }
}

/**
 * @param {RTCRtpSender} sender of the sound
 * @param {number} ceilingBps
 */
export async function applyVoice(sender, ceilingBps) {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings;
  if (!encoding || encoding.maxBitrate === ceilingBps) return;
  encoding.maxBitrate = ceilingBps;
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    console.warn("the sound's ceiling could not be set", error);
  }
}
