/** @import { Role } from "../messages.js" */
/** @import { DeviceErrorCode, Facing } from "./devices.js" */

import { preferredCodecs } from "./codec-choice.js";
import {
  DeviceError,
  deviceErrorCode,
  listDevices,
  onDeviceChange,
  openCamera,
  openMicrophone,
} from "./devices.js";
import { Level } from "./level.js";
import { capFor } from "./send-quality.js";

/**
 * The person's own camera and microphone: opened, muted, switched, re-acquired. The page makes one for its device
 * check and preview, and gives it to `Consultation` as `media`.
 *
 * Nothing here rejects: what fails is a `problem`, and the state says what is really on.
 *
 * Events: `devices` (detail {@link DeviceState}), `track` (detail `{kind: "audio"|"video", track}`: send this from now
 * on, null for nothing), `problem` and `solved` (detail `{code, device}`, see `Consultation`).
 *
 * @typedef {"camera"|"microphone"} DeviceName
 * @typedef {{deviceId: string, label: string, inUse: boolean}} Device
 * @typedef {object} DeviceState
 * @property {boolean} camera is the camera on, and really giving a picture
 * @property {boolean} microphone is the microphone on, and really hearing
 * @property {Facing|null} facing which way the camera looks, null when unknown or off
 * @property {Device[]} cameras
 * @property {Device[]} microphones
 * @property {Device[]} speakers empty where the browser does not let one choose
 * @property {boolean} hasCamera there is one, named or not (names come with the permission)
 * @property {boolean} hasMicrophone
 * @property {boolean} canSwitchCamera
 */
export class LocalMedia extends EventTarget {
  #role;
  #closed = false;
  /** One change after the other: a device must be let go before it is opened again. @type {Promise<void>} */
  #changes = Promise.resolve();
  /** @type {Record<DeviceName, MediaStreamTrack|null>} */
  #tracks = { camera: null, microphone: null };
  /** The person's wish, kept while a device is interrupted. @type {Record<DeviceName, boolean>} */
  #wanted = { camera: false, microphone: false };
  /** @type {Record<DeviceName, string|undefined>} */
  #chosen = { camera: undefined, microphone: undefined };
  /** @type {Facing} */
  #facing;
  /** Problems that are told and not solved yet. @type {Map<DeviceName, string>} */
  #problems = new Map();
  /** @type {Awaited<ReturnType<typeof listDevices>>|null} */
  #list = null;
  /** @type {Level|null} */
  #level = null;
  #stopListening;

  /** Codecs of video by what this device encodes cheaply, MIME types; empty until that is known. @type {readonly string[]} */
  codecs = [];

  /** Which speaker is in use; `Consultation` knows. */
  speakerId = "";

  /** For the local preview: holds the camera's track while it is on. @type {MediaStream} */
  stream = new MediaStream();

  /** @param {{role: Role, facing?: Facing}} options the agent sends 720p, the buyer 480p; `facing`: which way a phone's camera looks at first */
  constructor({ role, facing = "user" }) {
    super();
    this.#role = role;
    this.#facing = facing;
    this.#stopListening = onDeviceChange(() => this.refresh());
    document.addEventListener("visibilitychange", this.#pageShown);
    this.refresh();
    this.#judgeCodecs();
  }

  async #judgeCodecs() {
    const [width, height] = this.#role === "agent" ? [1280, 720] : [640, 480];
    try {
      this.codecs = await preferredCodecs({
        width,
        height,
        framesPerSecond: 30,
        bitsPerSecond: capFor(height),
      });
    } catch (error) {
      // The browser's own order is good as well.
      console.warn("the device's codecs could not be judged", error);
    }
  }

  /** @returns {DeviceState} */
  get state() {
    const { camera, microphone } = this.#tracks;
    const cameras = this.#described(this.#list?.cameras, idOf(camera));
    return {
      camera: isGiving(camera),
      microphone: isGiving(microphone) && this.#wanted.microphone,
      facing: /** @type {Facing|undefined} */ (camera?.getSettings().facingMode) ?? null,
      cameras,
      microphones: this.#described(this.#list?.microphones, idOf(microphone)),
      speakers: this.#described(this.#list?.speakers, this.speakerId || "default"),
      hasCamera: this.#list?.hasCamera ?? false,
      hasMicrophone: this.#list?.hasMicrophone ?? false,
      canSwitchCamera: camera !== null && cameras.length > 1,
    };
  }

  /** What is to be sent. @returns {{audio: MediaStreamTrack|null, video: MediaStreamTrack|null}} */
  get tracks() {
    return { audio: this.#tracks.microphone, video: this.#tracks.camera };
  }

  /**
   * Off mutes: the device stays open, so that on is at once.
   * @param {boolean} on
   */
  setMicrophone(on) {
    return this.#change(async () => {
      this.#wanted.microphone = on;
      if (on && !this.#tracks.microphone) await this.#open("microphone");
      if (this.#tracks.microphone) this.#tracks.microphone.enabled = on;
      if (!on) this.#solve("microphone");
    });
  }

  /**
   * Off closes the device: its light goes out.
   * @param {boolean} on
   */
  setCamera(on) {
    return this.#change(async () => {
      this.#wanted.camera = on;
      if (on && !this.#tracks.camera) await this.#open("camera");
      if (!on) {
        this.#release("camera");
        this.#solve("camera");
      }
    });
  }

  /** To the other side of a phone; on a computer to the next camera. */
  switchCamera() {
    return this.#change(async () => {
      const { facingMode, deviceId } = this.#tracks.camera?.getSettings() ?? {};
      const before = { facing: this.#facing, chosen: this.#chosen.camera };
      if (facingMode) {
        this.#facing = facingMode === "user" ? "environment" : "user";
        this.#chosen.camera = undefined;
      } else {
        const cameras = this.#list?.cameras ?? [];
        const next = cameras.findIndex((camera) => camera.deviceId === deviceId) + 1;
        this.#chosen.camera = cameras[next % cameras.length]?.deviceId;
      }
      await this.#exchange("camera", () => {
        this.#facing = before.facing;
        this.#chosen.camera = before.chosen;
      });
    });
  }

  /** @param {string} deviceId */
  chooseMicrophone(deviceId) {
    return this.#choose("microphone", deviceId);
  }

  /** @param {string} deviceId */
  chooseCamera(deviceId) {
    return this.#choose("camera", deviceId);
  }

  /** Opens again what was interrupted; call it from a click. */
  resume() {
    return this.#change(async () => {
      for (const name of /** @type {DeviceName[]} */ (["camera", "microphone"])) {
        if (this.#wanted[name] && !isGiving(this.#tracks[name])) await this.#reopen(name);
      }
    });
  }

  /** Loudness of the own microphone now, 0 to 1, for a level meter; 0 while it is off. @returns {number} */
  get level() {
    const track = this.#tracks.microphone;
    if (!track) return 0;
    this.#level ??= new Level(track);
    return track.enabled ? this.#level.value : 0;
  }

  /** Reads the list of devices again. */
  async refresh() {
    try {
      this.#list = await listDevices();
    } catch (error) {
      // The devices work without their names.
      console.warn("devices could not be listed", error);
    }
    this.#changed();
  }

  /** Stops every device; idempotent. */
  close() {
    this.#closed = true;
    this.#stopListening();
    document.removeEventListener("visibilitychange", this.#pageShown);
    this.#release("camera");
    this.#release("microphone");
  }

  /** @param {DeviceName} name @param {string} deviceId */
  #choose(name, deviceId) {
    return this.#change(async () => {
      const before = this.#chosen[name];
      this.#chosen[name] = deviceId;
      if (!this.#tracks[name]) return;
      await this.#exchange(name, () => {
        this.#chosen[name] = before;
      });
    });
  }

  /**
   * Lets the device go, then opens the one chosen now; when that fails, the one before.
   * @param {DeviceName} name
   * @param {() => void} undo takes the choice back
   */
  async #exchange(name, undo) {
    if (await this.#reopen(name)) return;
    const problem = this.#problems.get(name);
    undo();
    await this.#reopen(name);
    // The old one is back, and yet the person must hear why it is not the new one.
    if (problem) this.#tell("problem", problem, name);
  }

  /** @param {DeviceName} name */
  async #reopen(name) {
    this.#release(name, { quietly: true });
    await this.#open(name);
    return this.#tracks[name] !== null;
  }

  /** @param {DeviceName} name */
  async #open(name) {
    try {
      const track = await this.#request(name);
      if (this.#closed) return track.stop();
      this.#take(name, track);
      this.#solve(name);
    } catch (error) {
      this.#announce(name);
      this.#problem(name, error instanceof DeviceError ? error.code : deviceErrorCode(error));
    }
    // Names come with the permission.
    await this.refresh();
  }

  /** @param {DeviceName} name */
  async #request(name) {
    const deviceId = this.#chosen[name];
    try {
      return await this.#openChosen(name, deviceId);
    } catch (error) {
      if (!deviceId || !(error instanceof DeviceError) || error.code !== "absent") throw error;
      // The chosen one was unplugged: any is better than none.
      this.#chosen[name] = undefined;
      return this.#openChosen(name, undefined);
    }
  }

  /** @param {DeviceName} name @param {string|undefined} deviceId */
  #openChosen(name, deviceId) {
    if (name === "microphone") return openMicrophone({ deviceId });
    const choice =
      this.#role === "agent" ? { width: 1280, height: 720, zoom: true } : { width: 640, height: 480 };
    return openCamera({ facing: this.#facing, deviceId, ...choice });
  }

  /** @param {DeviceName} name @param {MediaStreamTrack} track */
  #take(name, track) {
    this.#tracks[name] = track;
    if (name === "microphone") track.enabled = this.#wanted.microphone;
    else this.stream.addTrack(track);
    // The system takes a device away for a phone call (muted) or for good (ended).
    track.onmute = () => this.#problem(name, "interrupted");
    track.onunmute = () => this.#solve(name);
    track.onended = () => void this.#change(() => this.#lost(name, track));
    this.#announce(name);
  }

  /** @param {DeviceName} name @param {MediaStreamTrack} track */
  async #lost(name, track) {
    if (this.#tracks[name] === track) await this.#reopen(name);
  }

  /** @param {DeviceName} name @param {{quietly?: boolean}} [options] quietly: another track follows at once */
  #release(name, { quietly = false } = {}) {
    const track = this.#tracks[name];
    if (!track) return;
    track.onmute = track.onunmute = track.onended = null;
    track.stop();
    this.#tracks[name] = null;
    if (name === "camera") this.stream.removeTrack(track);
    else this.#closeLevel();
    if (!quietly) this.#announce(name);
  }

  #closeLevel() {
    this.#level?.close();
    this.#level = null;
  }

  /** Coming back to the page after a phone call is the moment to take the devices back. */
  #pageShown = () => {
    if (document.visibilityState === "visible" && this.#problems.size > 0) {
      const interrupted = [...this.#problems.values()].includes("interrupted");
      if (interrupted) this.resume();
    }
  };

  /** @param {() => Promise<void>} change */
  #change(change) {
    this.#changes = this.#changes.then(async () => {
      if (this.#closed) return;
      await change();
      this.#changed();
    });
    return this.#changes;
  }

  /** @param {DeviceName} name @param {DeviceErrorCode|"interrupted"} code */
  #problem(name, code) {
    this.#problems.set(name, code);
    this.#tell("problem", code, name);
    this.#changed();
  }

  /** @param {DeviceName} name */
  #solve(name) {
    const code = this.#problems.get(name);
    if (code === undefined) return;
    this.#problems.delete(name);
    this.#tell("solved", code, name);
    this.#changed();
  }

  /** @param {DeviceName} name */
  #announce(name) {
    const kind = name === "camera" ? "video" : "audio";
    this.dispatchEvent(new CustomEvent("track", { detail: { kind, track: this.#tracks[name] } }));
  }

  #changed() {
    if (!this.#closed) this.dispatchEvent(new CustomEvent("devices", { detail: this.state }));
  }

  /** @param {"problem"|"solved"} type @param {string} code @param {DeviceName} device */
  #tell(type, code, device) {
    this.dispatchEvent(new CustomEvent(type, { detail: { code, device } }));
  }

  /**
   * @param {MediaDeviceInfo[]|undefined} devices
   * @param {string|undefined} inUse
   * @returns {Device[]}
   */
  #described(devices, inUse) {
    return (devices ?? []).map(({ deviceId, label }) => ({ deviceId, label, inUse: deviceId === inUse }));
  }
}

/** The device really in use, whatever was asked for. @param {MediaStreamTrack|null} track */
function idOf(track) {
  return track?.getSettings().deviceId;
}

/** @param {MediaStreamTrack|null} track */
function isGiving(track) {
  return track !== null && track.readyState === "live" && !track.muted;
}
