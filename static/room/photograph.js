/** A camera that does not answer by then will not. */
const LONGEST_PHOTO_MS = 10_000;

/** Above this an image is encoded again: 12 megapixels need no more to show a weave. */
const MOST_PHOTO_BYTES = 8 * 1024 * 1024;

const PHOTO_QUALITY = 0.92;
const FRAME_QUALITY = 0.88;

/**
 * A still from a camera, as large as it gives: a photograph where the browser can take one beside the running picture, else the
 * best frame of the picture.
 * @param {MediaStreamTrack} track live
 * @returns {Promise<Blob>} JPEG, PNG or WebP
 * @throws {Error} when the camera gives no picture at all
 */
export async function photograph(track) {
  const photo = await takePhoto(track);
  if (!photo) return frameOf(track, PHOTO_QUALITY);
  const fits = /^image\/(jpeg|png|webp)$/.test(photo.type) && photo.size <= MOST_PHOTO_BYTES;
  return fits ? photo : encodeAgain(photo);
}

/**
 * The frame that a track shows now, as JPEG.
 * @param {MediaStreamTrack} track of a camera or from the other side
 * @param {number} [quality]
 * @returns {Promise<Blob>}
 * @throws {Error} when it shows none in time
 */
export async function frameOf(track, quality = FRAME_QUALITY) {
  const video = document.createElement("video");
  video.muted = video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  try {
    await inTime(video.play());
    if (video.videoWidth === 0)
      await inTime(new Promise((resolve) => video.addEventListener("resize", resolve)));
    return await encode(video, video.videoWidth, video.videoHeight, quality);
  } finally {
    video.srcObject = null;
  }
}

/** @param {MediaStreamTrack} track @returns {Promise<Blob | null>} null where the browser cannot, or the camera will not */
async function takePhoto(track) {
  const { ImageCapture } = /** @type {any} */ (globalThis);
  if (!ImageCapture) return null;
  try {
    const capture = new ImageCapture(track);
    const { imageWidth, imageHeight } = await inTime(capture.getPhotoCapabilities());
    const largest = imageWidth?.max > 0 ? { imageWidth: imageWidth.max, imageHeight: imageHeight.max } : {};
    return await inTime(capture.takePhoto(largest));
  } catch (error) {
    // Many cameras have no such mode, and say so in many ways. A frame is good as well.
    console.warn("the camera takes no photographs", error);
    return null;
  }
}

/** @param {Blob} image */
async function encodeAgain(image) {
  const bitmap = await createImageBitmap(image);
  try {
    return await encode(bitmap, bitmap.width, bitmap.height, FRAME_QUALITY);
  } finally {
    bitmap.close();
  }
}

/**
 * @param {CanvasImageSource} source
 * @param {number} width
 * @param {number} height
 * @param {number} quality
 * @returns {Promise<Blob>}
 */
async function encode(source, width, height, quality) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context || width === 0) throw new Error("there is no picture to take a still of");
  context.drawImage(source, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the still was not encoded"))),
      "image/jpeg",
      quality,
    );
  });
}

/** @template T @param {Promise<T>} promise @returns {Promise<T>} */
function inTime(promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the camera did not answer")), LONGEST_PHOTO_MS);
  });
  return Promise.race([promise, /** @type {Promise<never>} */ (late)]);
}
