/** @import { ClientMessage, ServerMessage, Welcome } from "./messages.js" */
import { takeSocket } from "./early-socket.js";
import { References } from "./latency/clock-offset.js";
import { Outbox } from "./outbox.js";
import { recall, remember } from "./tab.js";

const SUPERSEDED = 4001;
const HELLO_REFUSED = 4002;

const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 8000;
const PING_EVERY_MS = 5000;

/**
 * While clocks are compared. What a ping told of a clock loosens by up to 1 ms a second; a node answers one in under 0.1 ms,
 * so a thousand consultations cost it a tenth of a core. The first few are quick: the fastest of them tells the most.
 */
const CLOCK_PING_EVERY_MS = 2000;
const FIRST_PINGS_EVERY_MS = 200;
const FIRST_PINGS = 5;

/** A living socket answers a ping within this, even over a phone that changes cells. Also the time for a welcome. */
const SILENCE_MS = 8000;

/** The same, when there is reason to doubt: a round trip to the far side of the earth, and one retransmission. */
const DOUBT_MS = 1500;

/**
 * The page's end of the WebSocket: connects, says hello, reconnects, keeps what must not get lost.
 *
 * Events: `status` (detail: the new status), `message` (detail: a `ServerMessage`; pongs are left out), `undeliverable`
 * (detail: `{message, code}`: the server refused something given to `deliver()`).
 *
 * @typedef {"connecting"|"online"|"offline"|"superseded"|"refused"} Status
 *   `offline`: waiting for the next attempt. `superseded` and `refused` are final until `start()` is called again.
 */
export class SignalingClient extends EventTarget {
  #url;
  #hello;
  #resumeKey;
  #outbox = new Outbox();
  /** @type {WebSocket|null} */
  #socket = null;
  #wanted = false;
  #attempts = 0;
  /** @type {string|null} */
  #lastError = null;
  #offeredResume = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retryTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #silenceTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #flushTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #pingTimer;
  #comparesClocks = false;

  /**
   * @param {{url: string|URL, hello: () => ClientMessage|Promise<ClientMessage>, resumeKey?: string}} options
   *   `hello` makes the first frame of every connection; it may fetch a fresh token, and when it rejects the
   *   attempt counts as failed. The resume token of an earlier `welcome` is added to a `buyer-hello` here; it
   *   outlives a reload under `resumeKey`, which must differ between shops.
   */
  constructor({ url, hello, resumeKey = "resume" }) {
    super();
    this.#url = url;
    this.#hello = hello;
    this.#resumeKey = resumeKey;
    /** @type {Status} */
    this.status = "offline";
    /** The newest welcome, kept while offline. @type {Welcome|null} */
    this.welcome = null;
    /** The error code that a refusal came with. @type {string|null} */
    this.refusal = null;
    /** The newest round trip to the node, in ms. @type {number|null} */
    this.roundTripMs = null;
    /** What the pongs told of the nodes' clocks. */
    this.references = new References();
  }

  /** Whether the nodes' clocks are read often, as a consultation needs it. */
  get comparesClocks() {
    return this.#comparesClocks;
  }

  set comparesClocks(on) {
    const begins = on && !this.#comparesClocks;
    this.#comparesClocks = on;
    if (begins && this.status === "online") this.#keepPinging(FIRST_PINGS);
  }

  /** Connects and stays connected until `stop()`. */
  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#attempts = 0;
    this.refusal = null;
    addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    this.#connect();
  }

  /** Closes and stays closed; what `deliver()` keeps is kept. */
  stop() {
    this.#rest("offline");
  }

  /**
   * Sends now or not at all.
   * @param {ClientMessage} message
   * @returns {boolean} false when it was dropped, being offline
   */
  send(message) {
    if (this.status !== "online" || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /**
   * Sends now or as soon as possible, again on every reconnect until the server has acknowledged it.
   * @param {ClientMessage} message a send-chat, rate, save-outcome or request-callback
   * @returns {boolean} false when the outbox is full
   * @throws {TypeError} for other types
   */
  deliver(message) {
    if (!this.#outbox.add(message)) return false;
    this.#flush();
    return true;
  }

  /** The network may be another now, or gone: the connection has to prove soon that it lives, or another is opened. */
  doubt() {
    if (this.status === "offline" && this.#wanted) this.#connect();
    else if (this.status === "online") this.#ping(DOUBT_MS);
  }

  async #connect() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#drop();
    this.#setStatus("connecting");
    const socket = takeSocket(this.#url);
    this.#socket = socket;
    this.#lastError = null;
    // Also bounds the time to open: browsers wait minutes for a network that swallows packets.
    this.#silenceTimer = setTimeout(() => this.#lost(), SILENCE_MS);
    socket.onclose = (event) => this.#closed(event.code);
    socket.onmessage = (event) => this.#receive(event.data);
    const opened = new Promise((resolve) => {
      if (socket.readyState === WebSocket.OPEN) resolve(null);
      else socket.onopen = resolve;
    });
    try {
      const hello = await this.#hello();
      await opened;
      if (socket === this.#socket) socket.send(JSON.stringify(this.#withResume(hello)));
    } catch (error) {
      console.warn("hello failed", error);
      if (socket === this.#socket) this.#lost();
    }
  }

  /** @param {ClientMessage} hello @returns {ClientMessage} */
  #withResume(hello) {
    const resume = recall(this.#resumeKey);
    this.#offeredResume = hello.type === "buyer-hello" && resume !== null;
    return this.#offeredResume ? /** @type {ClientMessage} */ ({ ...hello, resume }) : hello;
  }

  /** @param {unknown} data */
  #receive(data) {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = undefined;
    const message = parse(data);
    if (message === null) return;
    if (message.type === "welcome") this.#welcomed(message);
    if (message.type === "pong") {
      this.#pong(message, performance.now());
      // Only now: a node that welcomes and then fails must not be hammered.
      this.#attempts = 0;
      return;
    }
    if (message.type === "error") this.#lastError = message.code;
    if (message.type === "going-away") this.#moveOn(message.retry_ms ?? 500);
    const { retryAfterS, refused } = this.#outbox.settle(message);
    if (retryAfterS !== undefined) {
      clearTimeout(this.#flushTimer);
      this.#flushTimer = setTimeout(() => this.#flush(), retryAfterS * 1000);
    }
    this.#emit("message", message);
    if (refused) this.#emit("undeliverable", refused);
  }

  /** @param {Welcome} welcome */
  #welcomed(welcome) {
    this.welcome = welcome;
    if (welcome.resume) remember(this.#resumeKey, welcome.resume);
    this.#setStatus("online");
    this.#keepPinging(this.#comparesClocks ? FIRST_PINGS : 0);
    this.#outbox.forgetSent();
    this.#flush();
  }

  #flush() {
    this.#outbox.flush((message) => this.send(message));
  }

  /** @param {number} quick how many more in quick succession */
  #keepPinging(quick) {
    clearTimeout(this.#pingTimer);
    this.#ping();
    const usual = this.#comparesClocks ? CLOCK_PING_EVERY_MS : PING_EVERY_MS;
    this.#pingTimer = setTimeout(
      () => this.#keepPinging(quick - 1),
      quick > 0 ? FIRST_PINGS_EVERY_MS : usual,
    );
  }

  /** @param {Extract<ServerMessage, {type: "pong"}>} pong @param {number} now */
  #pong({ sent_ms, node, clock_ms, clock_bound_ms }, now) {
    this.roundTripMs = now - sent_ms;
    this.references.read({
      node,
      sentMs: sent_ms,
      clockMs: clock_ms,
      boundMs: clock_bound_ms ?? null,
      backMs: now,
    });
  }

  /** @param {number} [withinMs] how long the answer may take */
  #ping(withinMs = SILENCE_MS) {
    if (!this.send({ type: "ping", sent_ms: performance.now() })) return;
    if (this.#silenceTimer !== undefined && withinMs === SILENCE_MS) return;
    clearTimeout(this.#silenceTimer);
    const due = performance.now() + withinMs;
    this.#silenceTimer = setTimeout(() => {
      this.#silenceTimer = undefined;
      // Timers of a sleeping or hidden page run late, before the frames that came meanwhile: ask once more.
      if (performance.now() > due + 1000) this.#ping(withinMs);
      // A network that is another now is no stopped node, whose pages must not all come back at once.
      else if (withinMs === DOUBT_MS) this.#connect();
      else this.#lost();
    }, withinMs);
  }

  /**
   * The node is about to stop: use it to the last moment, then go to another.
   * @param {number} retryMs
   */
  #moveOn(retryMs) {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#connect(), Math.min(Math.max(retryMs, 0), LAST_RETRY_MS));
  }

  /** @param {number} code */
  #closed(code) {
    if (code === SUPERSEDED) return this.#rest("superseded");
    if (code !== HELLO_REFUSED) return this.#lost();
    if (this.#offeredResume) {
      // What was to be resumed is gone; the shop's token alone may still do.
      remember(this.#resumeKey, null);
      return void this.#connect();
    }
    this.refusal = this.#lastError;
    return this.#rest("refused");
  }

  /** The connection is gone, whether the browser knows it yet or not. */
  #lost() {
    this.#drop();
    this.#setStatus("offline");
    if (!this.#wanted || this.#retryTimer !== undefined) return;
    const longest = Math.min(FIRST_RETRY_MS * 2 ** (this.#attempts + 1), LAST_RETRY_MS);
    this.#attempts += 1;
    // Spread out, or all pages of a stopped node come back to the next one in the same moment.
    const delay = FIRST_RETRY_MS + Math.random() * (longest - FIRST_RETRY_MS);
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  /** The network is back, or the person is: don't sit out a back-off, don't trust a socket of before. */
  #wake = () => {
    if (document.visibilityState !== "hidden") this.doubt();
  };

  /** @param {Status} status */
  #rest(status) {
    this.#wanted = false;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#flushTimer);
    this.#retryTimer = undefined;
    removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#drop(1000);
    this.#setStatus(status);
  }

  /** @param {number} [code] 1000 when the page means to leave; a lost socket says nothing of that kind */
  #drop(code) {
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#pingTimer);
    this.#silenceTimer = undefined;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    // Closing takes as long as the network likes; whatever it still says is of the past.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code);
  }

  /** @param {Status} status */
  #setStatus(status) {
    if (status === this.status) return;
    this.status = status;
    this.#emit("status", status);
  }

  /** @param {string} type @param {unknown} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * @param {unknown} data
 * @returns {ServerMessage|null}
 */
function parse(data) {
  try {
    return JSON.parse(String(data));
  } catch (error) {
    console.error("not a message", error);
    return null;
  }
}
