/** Two pages' connections for stills in one page, over real peer connections; what negotiates them is joined without a network. */
import { RoomChannel } from "../../static/modules/media/room-channel.js";
import { StillLine } from "../../static/room/still-line.js";
import { joined } from "./channel-ends.js";

export class LineWorld {
  /** Bytes that have come, by side. */
  received = { agent: 0, buyer: 0 };

  constructor() {
    /** @type {Record<string, {room: RoomChannel, line: StillLine}>} */
    this.sides = {};
    for (const side of /** @type {const} */ (["agent", "buyer"])) {
      const room = new RoomChannel();
      const view = { polite: side === "buyer", ice_servers: [], relay_only: false };
      const line = new StillLine({ room, view: () => view });
      line.addEventListener("bytes", (event) => {
        this.received[side] += /** @type {CustomEvent} */ (event).detail.byteLength;
      });
      room.listen();
      this.sides[side] = { room, line };
    }
    this.connect();
  }

  /** Joins the rooms' channels over new ones, as a new generation does. */
  connect() {
    const [agent, buyer] = joined();
    for (const [side, end] of /** @type {const} */ ([
      ["agent", agent],
      ["buyer", buyer],
    ])) {
      this.sides[side].room.attach(/** @type {any} */ (end));
      end.onopen?.();
    }
  }

  /** @param {string} side @param {number} bytes @returns {boolean} */
  send(side, bytes) {
    return this.sides[side].line.send(new ArrayBuffer(bytes));
  }

  get isOpen() {
    return Object.values(this.sides).every(({ line }) => line.isOpen);
  }
}
