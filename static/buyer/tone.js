/** Short sounds made in the page: the speaker test, and the chime when an agent comes. */

/** @type {AudioContext | null} */
let context = null;

/** Browsers let a page sound only after a gesture: call this from a click, long before the chime is due. */
export function allowSound() {
  context ??= new AudioContext();
  // The promise settles only when sound is allowed, which a page without a gesture may never be.
  if (context.state === "suspended") void context.resume();
}

/** Two soft notes, rising. */
export function playChime() {
  if (!context) return;
  note(context, 587.33, 0);
  note(context, 880, 0.18);
}

/**
 * @param {AudioContext} audio
 * @param {number} hertz
 * @param {number} afterS
 */
function note(audio, hertz, afterS) {
  const start = audio.currentTime + afterS;
  const oscillator = new OscillatorNode(audio, { type: "sine", frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.18, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.6);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.65);
}
