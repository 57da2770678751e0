/**
 * The browser's devices: opening, listing, choosing. Errors are `DeviceError`s with one of six codes.
 *
 * @typedef {"denied"|"absent"|"in-use"|"insecure"|"unsupported"|"failed"} DeviceErrorCode
 *   `insecure`: browsers give devices to https pages only; `unsupported`: this browser has none to give
 * @typedef {"user"|"environment"} Facing
 */

export class DeviceError extends Error {
  /**
   * @param {DeviceErrorCode} code
   * @param {"camera"|"microphone"|"speaker"} device
   * @param {unknown} [cause]
   */
  constructor(code, device, cause) {
    super(`${device}: ${code}`, { cause });
    this.name = "DeviceError";
    this.code = code;
    this.device = device;
  }
}

/**
 * @param {{deviceId?: string}} [choice]
 * @returns {Promise<MediaStreamTrack>}
 * @throws {DeviceError}
 */
export function openMicrophone({ deviceId } = {}) {
  return open("microphone", {
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    },
  });
}

/**
 * Many phones cannot open a second camera: stop the old track first.
 * @param {{facing?: Facing, deviceId?: string, width?: number, height?: number, zoom?: boolean}} [choice] sizes in pixels; `zoom`:
 *   it is to be zoomed, where that needs a permission of its own and the person gives it
 * @returns {Promise<MediaStreamTrack>}
 * @throws {DeviceError}
 */
export async function openCamera({ facing, deviceId, width = 640, height = 480, zoom = false } = {}) {
  const video = {
    width: { ideal: width },
    height: { ideal: height },
    // More frames than 30 cost the encoder time that shows up as latency.
    frameRate: { ideal: 30, max: 30 },
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
    ...(!deviceId && facing ? { facingMode: { ideal: facing } } : {}),
  };
  if (!zoom) return open("camera", { video });
  try {
    return await open("camera", { video: /** @type {MediaTrackConstraints} */ ({ ...video, zoom: true }) });
  } catch (error) {
    // Who does not let it be moved may well let it be seen.
    if (!(error instanceof DeviceError) || error.code !== "denied") throw error;
    return open("camera", { video });
  }
}

/**
 * @param {"camera"|"microphone"} device
 * @param {MediaStreamConstraints} constraints
 */
async function open(device, constraints) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new DeviceError(isSecureContext ? "unsupported" : "insecure", device);
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    return stream.getTracks()[0];
  } catch (error) {
    throw new DeviceError(deviceErrorCode(error), device, error);
  }
}

/**
 * @param {unknown} error what getUserMedia or setSinkId rejected with
 * @returns {DeviceErrorCode}
 */
export function deviceErrorCode(error) {
  switch (error instanceof Error || error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotReadableError":
    case "AbortError":
      return "in-use";
    case "NotSupportedError":
      return "unsupported";
    default:
      return "failed";
  }
}

/**
 * All devices by kind. Before a permission is given, browsers hide names and ids; such entries are left out, except
 * that `hasCamera` and `hasMicrophone` still tell whether there is one.
 */
export async function listDevices() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  /** @param {MediaDeviceKind} kind */
  const named = (kind) => all.filter((device) => device.kind === kind && device.deviceId !== "");
  return {
    cameras: named("videoinput"),
    microphones: named("audioinput"),
    speakers: canChooseSpeaker() ? named("audiooutput") : [],
    hasCamera: all.some((device) => device.kind === "videoinput"),
    hasMicrophone: all.some((device) => device.kind === "audioinput"),
  };
}

/**
 * @param {() => void} listener called when a device is plugged in or out
 * @returns {() => void} stops it
 */
export function onDeviceChange(listener) {
  navigator.mediaDevices?.addEventListener("devicechange", listener);
  return () => navigator.mediaDevices?.removeEventListener("devicechange", listener);
}

function canChooseSpeaker() {
  return "setSinkId" in HTMLMediaElement.prototype;
}

/**
 * Plays an element's sound through another speaker.
 * @param {HTMLMediaElement} element
 * @param {string} deviceId "" is the system's choice
 * @throws {DeviceError}
 */
export async function chooseSpeaker(element, deviceId) {
  if (!canChooseSpeaker()) throw new DeviceError("unsupported", "speaker");
  try {
    await element.setSinkId(deviceId);
  } catch (error) {
    throw new DeviceError(deviceErrorCode(error), "speaker", error);
  }
}
