/**
 * How loud a track is, for a level meter that shows that a microphone works.
 */
export class Level {
  #context;
  #analyser;
  #source;
  #samples;

  /** @param {MediaStreamTrack} track */
  constructor(track) {
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    this.#samples = new Float32Array(this.#analyser.fftSize);
  }

  /** Now, 0 (silence) to 1 (as loud as it gets), on a scale as the ear hears. @returns {number} */
  get value() {
    // Created without a click it is suspended; a no-op once it runs.
    if (this.#context.state === "suspended") this.#context.resume().catch(() => {});
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    const decibels = 10 * Math.log10(power + 1e-10);
    // Quiet rooms are near -60 dB, speech into a laptop peaks near -10 dB.
    return Math.min(Math.max((decibels + 60) / 50, 0), 1);
  }

  close() {
    this.#source.disconnect();
    this.#context.close().catch(() => {});
  }
}
