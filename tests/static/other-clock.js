/**
 * Makes this page's clock another one: `performance.now()` and the times that the browser tells of frames, all alike. What the
 * browser does by its own clock (stamping frames, RTCP) stays as it is. `performance.timeOrigin + performance.now()` is still
 * the true time, for the barcode clock. To run before the page's own scripts.
 * @param {{skewMs: number, drift: number}} clock how far ahead, and what it gains in ms per ms
 */
export function useOtherClock({ skewMs, drift }) {
  const now = performance.now.bind(performance);
  const { timeOrigin } = performance;
  /** @param {number} ms */
  const other = (ms) => ms * (1 + drift) + skewMs;
  performance.now = () => other(now());
  Object.defineProperty(performance, "timeOrigin", { get: () => timeOrigin + now() - other(now()) });
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return requestVideoFrameCallback.call(this, (at, metadata) => {
      const { captureTime, receiveTime } = metadata;
      callback(other(at), {
        ...copy(metadata),
        expectedDisplayTime: other(metadata.expectedDisplayTime),
        presentationTime: other(metadata.presentationTime),
        ...(captureTime === undefined ? {} : { captureTime: other(captureTime) }),
        ...(receiveTime === undefined ? {} : { receiveTime: other(receiveTime) }),
      });
    });
  };
}

/** Takes away what only Chromium tells of when a frame was captured. */
export function forgetCaptureTimes() {
  /** @type {any} */ (RTCRtpTransceiver.prototype).setHeaderExtensionsToNegotiate = undefined;
  /** @type {any} */ (RTCRtpTransceiver.prototype).getHeaderExtensionsToNegotiate = undefined;
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return requestVideoFrameCallback.call(this, (at, metadata) =>
      callback(at, { ...copy(metadata), captureTime: undefined }),
    );
  };
}

/** @param {VideoFrameCallbackMetadata} metadata */
function copy({
  width,
  height,
  mediaTime,
  presentedFrames,
  rtpTimestamp,
  expectedDisplayTime,
  presentationTime,
}) {
  return { width, height, mediaTime, presentedFrames, rtpTimestamp, expectedDisplayTime, presentationTime };
}
