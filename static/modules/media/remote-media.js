/** @import { PeerSession } from "./peer-session.js" */
import { chooseSpeaker, DeviceError, listDevices, onDeviceChange } from "./devices.js";

/**
 * Plays what the other side sends: the picture in the page's video element, the sound in an audio element.
 *
 * They are apart because a video element with a silent camera would hold the sound back until the first frame, and
 * because a muted element may always play: only the sound can be refused by the browser's autoplay rules.
 *
 * Events: `problem` and `solved` (detail `{code: "tap-to-play"}`, or a device code with `device: "speaker"`).
 */
export class RemoteMedia extends EventTarget {
  #peer;
  #video;
  #audio;
  #sound = false;
  #refused = false;
  #stopListening;
  #leaving = new AbortController();

  /** @param {{peer: PeerSession, video: HTMLVideoElement, audio?: HTMLAudioElement}} options */
  constructor({ peer, video, audio }) {
    super();
    this.#peer = peer;
    this.#video = video;
    this.#audio = audio ?? new Audio();
    video.muted = true;
    video.playsInline = true;
    video.autoplay = true;
    this.show({ picture: false, sound: false });
    peer.addEventListener("connection", this.#connectionChanged, { signal: this.#leaving.signal });
    this.#stopListening = onDeviceChange(() => this.#speakersChanged());
    this.#connectionChanged();
  }

  /** @returns {string} "" is the system's choice */
  get speakerId() {
    return this.#audio.sinkId ?? "";
  }

  /**
   * What may be seen and heard. A picture that is not due is hidden, not removed: it may arrive a moment before its
   * time, and is then there at once. `data-picture` tells style sheets.
   * @param {{picture: boolean, sound: boolean}} what
   */
  show({ picture, sound }) {
    this.#video.dataset.picture = picture ? "on" : "off";
    this.#video.style.setProperty("opacity", picture ? "1" : "0");
    this.#audio.muted = !sound;
    const begins = sound && !this.#sound;
    this.#sound = sound;
    if (begins) this.play();
  }

  /** Plays; where the browser wants a click first, `tap-to-play` is the problem and this the answer. */
  async play() {
    if (!this.#audio.srcObject) return;
    try {
      await this.#audio.play();
      if (this.#refused) this.#tell("solved", { code: "tap-to-play" });
      this.#refused = false;
    } catch (error) {
      // Anything else is a new source that interrupted this one, and plays itself.
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError" || this.#refused) return;
      this.#refused = true;
      this.#tell("problem", { code: "tap-to-play" });
    }
  }

  /** @param {string} deviceId */
  async chooseSpeaker(deviceId) {
    try {
      await chooseSpeaker(this.#audio, deviceId);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#tell("problem", { code: error.code, device: "speaker" });
    }
  }

  close() {
    this.#leaving.abort();
    this.#stopListening();
    this.#video.srcObject = null;
    this.#audio.srcObject = null;
  }

  /** A new peer connection's streams are shown when they can carry something; until then the old picture stays. */
  #connectionChanged = () => {
    if (this.#peer.state !== "connected") return;
    if (this.#video.srcObject !== this.#peer.remoteVideoStream) {
      this.#video.srcObject = this.#peer.remoteVideoStream;
      this.#video.play().catch(() => {}); // autoplay does it as well; this one may lose against it
    }
    if (this.#audio.srcObject !== this.#peer.remoteAudioStream) {
      this.#audio.srcObject = this.#peer.remoteAudioStream;
      this.play();
    }
  };

  /** The chosen speaker may be gone: silence is worse than the wrong speaker. */
  async #speakersChanged() {
    if (this.speakerId === "") return;
    const { speakers } = await listDevices();
    if (!speakers.some((speaker) => speaker.deviceId === this.speakerId)) await this.chooseSpeaker("");
  }

  /** @param {"problem"|"solved"} type @param {{code: string, device?: "speaker"}} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
