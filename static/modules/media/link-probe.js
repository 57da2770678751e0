/** Often enough to see a queue grow within a frame or two. */
const PING_EVERY_MS = 30;

/** Nothing may pile up here: a ping that waits in the page measures the page. */
const MOST_BUFFERED_BYTES = 2000;

/** A ping that has not come back by then is lost. */
const LOST_AFTER_MS = 3000;

/**
 * So many ticks in which nothing came, 1.2 s: the way is lost. On living links, with 3 % lost in bursts, the longest pause was 0.65 s.
 * Ticks, not time: a page that was busy or asleep has not heard what came meanwhile.
 */
const SILENT_TICKS = 40;

const PING_BYTES = 5;
const ECHO_BYTES = 25;
const PING = 1;
const ECHO = 2;

/**
 * Quick pings over a data channel of their own, for the governor and for the comparison of clocks.
 *
 * Binary, big-endian. Ping: kind 1 (u8), id (u32). Echo: kind 2 (u8), id (u32), when the ping came (f64, ms on the echoing page's clock),
 * video bytes received so far (f64), and when they were counted (f32: ms before the echo). Other frames are ignored, so that either page may be newer. About
 * 30 kbit/s each way while a picture is sent, and a third of it while none is.
 *
 * Events:
 * - `echo` (detail {@link Echo}).
 * - `silent`: nothing comes any more, neither ping nor echo; once, until something has come again.
 *
 * @typedef {object} Echo all in ms
 * @property {number} sentMs on this page's clock
 * @property {number} receivedMs on the other page's clock
 * @property {number} backMs on this page's clock
 * @property {number} bytes of video that the other side had received
 * @property {number} bytesMs when it had counted them, on its clock
 */
export class LinkProbe extends EventTarget {
  /** @type {RTCDataChannel|null} */
  #channel = null;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;
  #id = 0;
  /** When each ping that is under way was sent. @type {Map<number, number>} */
  #underWay = new Map();
  #received = { bytes: 0, atMs: 0 };
  /** Every so many ticks a ping is sent. */
  #every = 3;
  #ticks = 0;
  /** Without a word since then. A page that never says anything may be of another make. */
  #quietTicks = Number.NEGATIVE_INFINITY;

  /** Whether pings are wanted quickly: while a picture is sent. @param {boolean} quick */
  set quick(quick) {
    this.#every = quick ? 1 : 3;
  }

  /**
   * Goes on over the channel of a new peer connection.
   * @param {RTCDataChannel} channel unordered, without retransmissions
   */
  attach(channel) {
    this.close();
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => this.#receive(data);
    channel.onopen = () => {
      this.#timer = setInterval(() => this.#tick(), PING_EVERY_MS);
    };
  }

  /** Whether nothing comes any more. */
  get silent() {
    return this.#quietTicks >= SILENT_TICKS;
  }

  /** What has come in so far; told with every echo. @param {number} bytes @param {number} atMs on the clock of `performance.now()` */
  counted(bytes, atMs) {
    this.#received = { bytes, atMs };
  }

  /** When the oldest ping was sent that is younger than every answered one and has no answer. @returns {number|null} */
  get unansweredSinceMs() {
    for (const sentMs of this.#underWay.values()) return sentMs;
    return null;
  }

  close() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#underWay.clear();
    this.#quietTicks = Number.NEGATIVE_INFINITY;
    if (this.#channel) this.#channel.onmessage = this.#channel.onopen = null;
    this.#channel = null;
  }

  #tick() {
    this.#listen();
    this.#ticks += 1;
    if (this.#ticks % this.#every !== 0) return;
    const now = performance.now();
    for (const [id, sentMs] of this.#underWay) if (now - sentMs > LOST_AFTER_MS) this.#underWay.delete(id);
    const frame = new DataView(new ArrayBuffer(PING_BYTES));
    this.#id = (this.#id + 1) >>> 0;
    frame.setUint8(0, PING);
    frame.setUint32(1, this.#id);
    if (this.#send(frame)) this.#underWay.set(this.#id, now);
  }

  #listen() {
    // The other page has closed it: that is no loss of the way.
    if (this.#channel?.readyState !== "open") return;
    this.#quietTicks += 1;
    if (this.#quietTicks === SILENT_TICKS) this.dispatchEvent(new Event("silent"));
  }

  /** @param {unknown} data */
  #receive(data) {
    this.#quietTicks = 0;
    const now = performance.now();
    if (!(data instanceof ArrayBuffer)) return;
    const frame = new DataView(data);
    if (data.byteLength === PING_BYTES && frame.getUint8(0) === PING) this.#answer(frame.getUint32(1), now);
    else if (data.byteLength === ECHO_BYTES && frame.getUint8(0) === ECHO) this.#echoed(frame, now);
  }

  /** @param {number} id @param {number} now */
  #answer(id, now) {
    const frame = new DataView(new ArrayBuffer(ECHO_BYTES));
    frame.setUint8(0, ECHO);
    frame.setUint32(1, id);
    frame.setFloat64(5, now);
    frame.setFloat64(13, this.#received.bytes);
    frame.setFloat32(21, now - this.#received.atMs);
    this.#send(frame);
  }

  /** @param {DataView<ArrayBuffer>} frame @param {number} now */
  #echoed(frame, now) {
    const id = frame.getUint32(1);
    const sentMs = this.#underWay.get(id);
    const receivedMs = frame.getFloat64(5);
    const bytes = frame.getFloat64(13);
    const bytesMs = receivedMs - frame.getFloat32(21);
    // The other page is not trusted: what is no number is no measurement.
    if (sentMs === undefined || ![receivedMs, bytes, bytesMs].every(Number.isFinite)) return;
    // Those sent before it are overtaken or lost; either way they tell nothing new.
    for (const earlier of this.#underWay.keys()) {
      if (earlier > id) break;
      this.#underWay.delete(earlier);
    }
    /** @type {Echo} */
    const detail = { sentMs, receivedMs, backMs: now, bytes, bytesMs };
    this.dispatchEvent(new CustomEvent("echo", { detail }));
  }

  /** @param {DataView<ArrayBuffer>} frame */
  #send(frame) {
    const channel = this.#channel;
    if (channel?.readyState !== "open" || channel.bufferedAmount > MOST_BUFFERED_BYTES) return false;
    channel.send(frame);
    return true;
  }
}
