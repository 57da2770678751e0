/** What the room needs of a consultation, without a connection: for tests of its components. */
import { RoomChannel } from "../../static/modules/media/room-channel.js";

export class FakeConsultation extends EventTarget {
  /** @param {string} id @param {Record<string, unknown>} [view] what else its view holds */
  constructor(id, view = {}) {
    super();
    this.view = { id, peer_name: "Mei", ...view };
    this.media = Object.assign(new EventTarget(), {
      tracks: {
        audio: null,
        /** @type {MediaStreamTrack|null} */ video: null,
      },
    });
    this.peer = Object.assign(new EventTarget(), {
      room: new RoomChannel(),
      probe: Object.assign(new EventTarget(), { unansweredSinceMs: null }),
      ceilingBps: null,
      remoteVideoStream: new MediaStream(),
    });
  }
}
