/**
 * Shows a video with corrected colours: on a canvas that lies over it, frame by frame, in WebGL 2.
 *
 * The video goes on underneath, so that everything that measures its frames measures what it did before.
 */
import { ColourProgram } from "./colour-program.js";

export class ColourView {
  #video;
  #canvas = document.createElement("canvas");
  #program;
  #request = 0;

  /**
   * Puts the canvas over the video and begins.
   * @param {HTMLVideoElement} video whose parent is its stage
   * @param {readonly number[]} matrix 3 x 3, row by row, in linear light
   * @throws {Error} when there is no WebGL 2 here
   */
  constructor(video, matrix) {
    this.#video = video;
    this.#canvas.className = "stage__remote";
    this.#canvas.dataset.testid = "corrected-video";
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#program = new ColourProgram(this.#canvas, matrix);
    video.after(this.#canvas);
    video.addEventListener("emptied", this.#emptied);
    this.#draw();
    this.#await();
  }

  /** @param {readonly number[]} matrix 3 x 3, row by row */
  correctBy(matrix) {
    this.#program.correctBy(matrix);
  }

  /** Takes the canvas away: the video shows as it comes. */
  close() {
    this.#video.cancelVideoFrameCallback(this.#request);
    this.#video.removeEventListener("emptied", this.#emptied);
    this.#canvas.remove();
    this.#program.close();
  }

  #await() {
    this.#request = this.#video.requestVideoFrameCallback(() => {
      this.#draw();
      this.#await();
    });
  }

  #draw() {
    const { videoWidth, videoHeight } = this.#video;
    this.#canvas.hidden = videoWidth === 0;
    if (videoWidth > 0) this.#program.draw(this.#video, videoWidth, videoHeight);
  }

  /** The last frame of a picture that has gone must not stay. */
  #emptied = () => {
    this.#canvas.hidden = true;
  };
}
