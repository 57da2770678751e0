/** Two pages' stills, joined without a network, on a clock that the test moves. */
import { RoomChannel } from "../../static/modules/media/room-channel.js";
import { StillExchange } from "../../static/room/still-exchange.js";
import { joined } from "./channel-ends.js";

/** A connection for stills that does not come about: they go over the room's channel. */
class NoLine extends EventTarget {
  isOpen = false;
  isHopeless = true;
  open() {}
  restartIce() {}
  close() {}
}

export class StillWorld {
  /** By event, what was told at each side. @type {Record<string, Record<string, any[]>>} */
  heard = { agent: {}, buyer: {} };
  /** Bytes of chunks that the agent's side has sent. */
  chunkBytes = 0;

  constructor() {
    this.probe = Object.assign(new EventTarget(), { unansweredSinceMs: null });
    /** @type {Record<string, any>} */
    this.sides = {};
    for (const side of ["agent", "buyer"]) {
      const room = new RoomChannel();
      const peer = Object.assign(new EventTarget(), { room, probe: this.probe, ceilingBps: 8_000_000 });
      const line = new NoLine();
      const exchange = new StillExchange(/** @type {any} */ (peer), /** @type {any} */ (line));
      for (const type of ["asked", "refused", "arrived", "delivered", "failed"]) {
        exchange.addEventListener(type, (event) => {
          this.heard[side][type] ??= [];
          this.heard[side][type].push(/** @type {CustomEvent} */ (event).detail);
        });
      }
      room.listen();
      this.sides[side] = { room, exchange, line };
    }
    this.connect();
  }

  /** Joins the two over new channels, as a new peer connection does. */
  connect() {
    const [agent, buyer] = joined();
    agent.treat = (data) => this.#count(data);
    this.ends = { agent, buyer };
    for (const side of /** @type {const} */ (["agent", "buyer"])) {
      this.sides[side].room.attach(this.ends[side]);
      this.ends[side].onopen?.();
    }
  }

  /** Loses everything from now on. */
  cut() {
    for (const end of Object.values(this.ends ?? {})) end.treat = () => null;
  }

  /** Has the agent send so many random bytes. @param {number} size @param {string} [kind] */
  async send(size, kind = "close-look") {
    this.sent = crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536)));
    const parts = Array.from(
      { length: Math.ceil(size / this.sent.length) },
      () => /** @type {any} */ (this.sent),
    );
    this.image = new Blob(parts, { type: "image/jpeg" });
    await this.sides.agent.exchange.offer(this.image, kind, "daylight");
  }

  /** Whether what the buyer's side has got last is what the agent's has sent. */
  async isSame() {
    const arrived = this.heard.buyer.arrived?.at(-1);
    if (!arrived || !this.image) return false;
    const [one, other] = await Promise.all([arrived.image.arrayBuffer(), this.image.arrayBuffer()]);
    const there = new Uint8Array(one);
    return (
      there.length === other.byteLength && new Uint8Array(other).every((byte, index) => byte === there[index])
    );
  }

  /** @param {any} data */
  #count(data) {
    if (data instanceof ArrayBuffer) this.chunkBytes += data.byteLength;
    return data;
  }
}
