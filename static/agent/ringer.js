/** The ring of an offer, made in the page: two warm notes every two seconds until it is stopped. */

const EVERY_MS = 2000;
const NOTES = /** @type {const} */ ([
  { hertz: 659.25, afterS: 0 },
  { hertz: 830.61, afterS: 0.16 },
  { hertz: 659.25, afterS: 0.6 },
  { hertz: 830.61, afterS: 0.76 },
]);

export class Ringer {
  /** @type {AudioContext | null} */
  #audio = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** Browsers let a page sound only after a gesture: call this from clicks, long before it has to ring. */
  allow() {
    this.#audio ??= new AudioContext();
    // The promise settles only when sound is allowed, which it may never be.
    if (this.#audio.state === "suspended") void this.#audio.resume();
  }

  /** Rings until `stop()`; idempotent. */
  start() {
    if (this.#timer !== undefined) return;
    this.allow();
    this.#ring();
    this.#timer = setInterval(() => this.#ring(), EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #ring() {
    const audio = this.#audio;
    // Notes given to a suspended context would all sound at once when it wakes.
    if (audio?.state !== "running") return;
    for (const { hertz, afterS } of NOTES) note(audio, hertz, audio.currentTime + afterS);
  }
}

/**
 * @param {AudioContext} audio
 * @param {number} hertz
 * @param {number} start on the context's clock, in seconds
 */
function note(audio, hertz, start) {
  const oscillator = new OscillatorNode(audio, { type: "triangle", frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.16, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.42);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.45);
}
