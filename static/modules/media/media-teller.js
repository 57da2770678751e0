/** @import { SignalingClient } from "../signaling-client.js" */

/** Tells the other side whether our camera and microphone are on: each change once, and again after the line was lost. */
export class MediaTeller {
  #signaling;
  #consultation;
  /** What was told last, as JSON; "" when it must be told again. */
  #told = "";

  /** @param {{signaling: Pick<SignalingClient, "send">, consultation: string}} options */
  constructor({ signaling, consultation }) {
    this.#signaling = signaling;
    this.#consultation = consultation;
  }

  /** @param {{camera: boolean, microphone: boolean}} state what is on now */
  tell({ camera, microphone }) {
    const media = { camera, microphone };
    const text = JSON.stringify(media);
    if (text === this.#told) return;
    if (this.#signaling.send({ type: "set-media", consultation: this.#consultation, media }))
      this.#told = text;
  }

  /** The next one is told whatever it is. */
  forget() {
    this.#told = "";
  }
}
