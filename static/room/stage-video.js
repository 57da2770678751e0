/** The videos of the consultation's stage, and what they show at this moment. */

const LOOK_WIDTH = 32;
const LOOK_HEIGHT = 24;

/**
 * @param {"remote" | "local"} which
 * @returns {HTMLVideoElement | null} null where there is no stage
 */
export function stageVideo(which) {
  return document.querySelector(`video[data-testid="${which}-video"]`);
}

/**
 * A small copy of what a video shows.
 * @param {HTMLVideoElement} video
 * @returns {Uint8ClampedArray | null} RGBA; null while it shows nothing
 */
export function pixelsOf(video) {
  if (video.videoWidth === 0) return null;
  const canvas = new OffscreenCanvas(LOOK_WIDTH, LOOK_HEIGHT);
  const context = canvas.getContext("2d");
  if (!context) return null;
  // The mean of what a pixel stands for, not one of its points: noise and fine patterns go.
  context.imageSmoothingQuality = "high";
  context.drawImage(video, 0, 0, LOOK_WIDTH, LOOK_HEIGHT);
  return context.getImageData(0, 0, LOOK_WIDTH, LOOK_HEIGHT).data;
}

/**
 * What a video shows, whole.
 * @param {HTMLVideoElement} video
 * @returns {Promise<Blob> | null} JPEG; null while it shows nothing
 */
export function photographOf(video) {
  if (video.videoWidth === 0) return null;
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
}
