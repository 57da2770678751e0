/** An agent's camera and the two pages that set it, joined without a network, on a clock that the test moves. */
import { RoomChannel } from "../../static/modules/media/room-channel.js";
import { FarCamera } from "../../static/room/far-camera.js";
import { OwnCamera } from "../../static/room/own-camera.js";
import { joined } from "./channel-ends.js";

/** Has all that can be set. */
export const PHONE = {
  torch: true,
  zoom: { min: 1, max: 8, step: 0.5 },
  focusMode: ["continuous", "single-shot", "manual"],
  focusDistance: { min: 0.1, max: 2, step: 0.1 },
};

/** A camera's track, as far as it is set: Chromium's fake one has neither light nor focus. */
class StandInTrack {
  /** @type {Record<string, any>[]} */
  applied = [];
  /** Whether it refuses what is to be set. */
  broken = false;

  /** @param {string} deviceId @param {Record<string, unknown>} capabilities */
  constructor(deviceId, capabilities) {
    this.capabilities = capabilities;
    /** @type {Record<string, unknown>} */
    this.settings = { deviceId, ...("zoom" in capabilities ? { zoom: 1 } : {}) };
    if ("focusMode" in capabilities)
      Object.assign(this.settings, { focusMode: "continuous", focusDistance: 1 });
  }

  getCapabilities() {
    return this.capabilities;
  }

  getSettings() {
    return { ...this.settings };
  }

  getConstraints() {
    return { width: { ideal: 1280 }, zoom: true };
  }

  /** @param {Record<string, any>} constraints */
  async applyConstraints(constraints) {
    if (this.broken) throw new DOMException("not now", "OverconstrainedError");
    this.applied.push(constraints);
    const { pointsOfInterest, ...set } = constraints.advanced[0];
    Object.assign(this.settings, set);
  }
}

export class CameraWorld {
  nowMs = 0;
  /** What each page was told. @type {Record<string, any[]>} */
  heard = { agent: [], buyer: [] };

  /** @param {Record<string, unknown> | null} [capabilities] null: the camera is off */
  constructor(capabilities = PHONE) {
    this.media = Object.assign(new EventTarget(), {
      tracks: { audio: null, video: /** @type {any} */ (null) },
    });
    this.channels = { agent: new RoomChannel(), buyer: new RoomChannel() };
    if (capabilities) this.media.tracks.video = new StandInTrack("back", capabilities);
    /** @param {"agent" | "buyer"} role @returns {any} */
    const room = (role) => ({
      role,
      consultation: { media: this.media, peer: { room: this.channels[role] } },
    });
    this.agent = new OwnCamera(room("agent"), { now: () => this.nowMs });
    this.buyer = new FarCamera(room("buyer"));
    for (const side of /** @type {const} */ (["agent", "buyer"])) {
      this.channels[side].addEventListener("message", (event) =>
        this.heard[side].push(/** @type {CustomEvent} */ (event).detail),
      );
      this.channels[side].listen();
    }
    this.connect();
  }

  /** Joins the two over new channels, as a new peer connection does. */
  connect() {
    const [agent, buyer] = joined();
    this.ends = { agent, buyer };
    for (const side of /** @type {const} */ (["agent", "buyer"]))
      this.channels[side].attach(/** @type {any} */ (this.ends[side]));
    agent.onopen?.();
    buyer.onopen?.();
  }

  /** Loses everything from now on. */
  cut() {
    for (const end of Object.values(this.ends ?? {})) end.treat = () => null;
  }

  /** @returns {StandInTrack} */
  get track() {
    return this.media.tracks.video;
  }

  /** Puts another camera in the place of the present one. @param {string | null} deviceId @param {Record<string, unknown>} [capabilities] */
  switchTo(deviceId, capabilities = PHONE) {
    this.media.tracks.video = deviceId && new StandInTrack(deviceId, capabilities);
    this.media.dispatchEvent(
      new CustomEvent("track", { detail: { kind: "video", track: this.media.tracks.video } }),
    );
  }
}
