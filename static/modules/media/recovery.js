/** How long a connection may be `disconnected` before it is helped: shorter, and every lost beacon restarts ICE. */
const DISCONNECTED_MS = 2000;

/** What has not connected after this does not: a step further. */
const HELP_MS = 8000;

/** The first offer comes within a round trip; without it the other side never heard of this peer connection. */
const FIRST_OFFER_MS = 4000;

/** So many peer connections in a row that did not connect are told to the person. */
const HOPELESS_REBUILDS = 2;

/**
 * Watches one session's peer connections and helps them back: ICE restart first, a new peer connection when that has
 * not connected within 8 s, again and again while the other side can be reached.
 */
export class Recovery {
  #peer;
  #canReachPeer;
  #restart;
  #rebuild;
  #onHopeless;
  #doubt;
  /** @type {RTCPeerConnection|null} */
  #pc = null;
  #rebuilds = 0;
  /** A new peer connection is asked for and not there yet. */
  #asked = false;
  /** It could not be asked for, the other side being out of reach. */
  #wanted = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #disconnectedTimer;
  /** Runs while help is under way. @type {ReturnType<typeof setTimeout>|undefined} */
  #helpTimer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #offerTimer;
  /** @type {string|undefined} */
  #network = networkType();

  /**
   * @param {{peer: {described: boolean}, canReachPeer: () => boolean, restart: () => void, rebuild: () => void,
   *   onHopeless: () => void, doubt: () => void}} options
   *   `restart` has ICE restarted; `rebuild` asks the server for the next generation, after which `watch` is called with its peer connection;
   *   `doubt`: what took the media may have taken the signaling too
   */
  constructor({ peer, canReachPeer, restart, rebuild, onHopeless, doubt }) {
    this.#peer = peer;
    this.#canReachPeer = canReachPeer;
    this.#restart = restart;
    this.#rebuild = rebuild;
    this.#onHopeless = onHopeless;
    this.#doubt = doubt;
    addEventListener("online", this.#networkChanged);
    connection()?.addEventListener("change", this.#networkTypeChanged);
  }

  /**
   * A new peer connection takes the place of the one before.
   * @param {RTCPeerConnection} pc
   */
  watch(pc) {
    this.#clear();
    this.#pc = pc;
    this.#asked = this.#wanted = false;
    pc.oniceconnectionstatechange = () => this.#iceChanged(pc);
    this.#startHelpTimer();
    this.#offerTimer = setTimeout(() => {
      if (!this.#peer.described) this.rebuild();
    }, FIRST_OFFER_MS);
  }

  /** The watched peer connection is connected, ICE and DTLS. */
  connected() {
    clearTimeout(this.#helpTimer);
    this.#helpTimer = undefined;
    this.#rebuilds = 0;
  }

  /** Way and socket were lost together: it is this side that has moved. */
  moved() {
    this.#help();
  }

  /** Signaling or the other side is back: does what could not be done. */
  reachable() {
    if (!this.#canReachPeer()) return;
    if (this.#wanted) this.rebuild();
    else if (this.#helpTimer === undefined && !isConnected(this.#pc)) this.#help();
  }

  /** Gathers new candidates on both sides. */
  restartIce() {
    const pc = this.#pc;
    if (!pc || pc.signalingState === "closed" || !this.#peer.described) return;
    this.#restart();
    this.#startHelpTimer();
  }

  /** Asks for a new peer connection now, or as soon as the other side can be reached. */
  rebuild() {
    if (this.#asked) return;
    this.#wanted = !this.#canReachPeer();
    if (this.#wanted) return;
    this.#asked = true;
    if (this.#rebuilds === HOPELESS_REBUILDS) this.#onHopeless();
    this.#rebuilds += 1;
    this.#rebuild();
    this.#startHelpTimer();
  }

  close() {
    this.#clear();
    this.#pc = null;
    removeEventListener("online", this.#networkChanged);
    connection()?.removeEventListener("change", this.#networkTypeChanged);
  }

  #clear() {
    if (this.#pc) this.#pc.oniceconnectionstatechange = null;
    clearTimeout(this.#disconnectedTimer);
    clearTimeout(this.#helpTimer);
    clearTimeout(this.#offerTimer);
    this.#disconnectedTimer = this.#helpTimer = this.#offerTimer = undefined;
  }

  #startHelpTimer() {
    clearTimeout(this.#helpTimer);
    this.#helpTimer = setTimeout(() => this.#notHelped(), HELP_MS);
  }

  /** @param {RTCPeerConnection} pc */
  #iceChanged(pc) {
    clearTimeout(this.#disconnectedTimer);
    switch (pc.iceConnectionState) {
      case "connected":
      case "completed":
        if (isConnected(pc)) this.connected();
        break;
      case "disconnected":
        this.#doubt();
        this.#disconnectedTimer = setTimeout(() => this.#help(), DISCONNECTED_MS);
        break;
      case "failed":
        this.#help();
        break;
    }
  }

  #help() {
    if (this.#helpTimer !== undefined) return;
    if (this.#pc && this.#peer.described) this.restartIce();
    else this.rebuild();
  }

  #notHelped() {
    this.#helpTimer = undefined;
    this.#asked = false;
    // Out of reach nothing has been tried yet: `reachable()` begins with the gentle way.
    if (!isConnected(this.#pc) && this.#canReachPeer()) this.rebuild();
  }

  #networkChanged = () => {
    this.restartIce();
  };

  /** `change` also tells of every new bandwidth estimate; only another kind of network is another network. */
  #networkTypeChanged = () => {
    const type = networkType();
    if (type === this.#network) return;
    this.#network = type;
    if (type === "none") return;
    this.#doubt();
    this.restartIce();
  };
}

/** @param {RTCPeerConnection|null} pc */
function isConnected(pc) {
  return pc?.connectionState === "connected" && ["connected", "completed"].includes(pc.iceConnectionState);
}

/**
 * The Network Information API: not in every browser, nor in TypeScript's library.
 * @returns {(EventTarget & {type?: string})|undefined}
 */
function connection() {
  return /** @type {any} */ (navigator).connection;
}

function networkType() {
  return connection()?.type;
}
