/**
 * Where somebody points on a picture that is shown in a video.
 * @param {HTMLVideoElement} video
 * @param {{clientX: number, clientY: number}} at CSS pixels of the window
 * @returns {[number, number] | null} shares of the picture's width and height from its upper left corner; null beside it
 */
export function placeOn(video, { clientX, clientY }) {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const { left, top, width, height } = video.getBoundingClientRect();
  if (clientX < left || clientX > left + width || clientY < top || clientY > top + height) return null;
  const fits = [width / videoWidth, height / videoHeight];
  const scale = getComputedStyle(video).objectFit === "cover" ? Math.max(...fits) : Math.min(...fits);
  // The picture stands in the middle of its box.
  const x = (clientX - left - width / 2) / (videoWidth * scale) + 0.5;
  const y = (clientY - top - height / 2) / (videoHeight * scale) + 0.5;
  return x < 0 || x > 1 || y < 0 || y > 1 ? null : [x, y];
}
