import { PeerClock } from "../../static/modules/latency/peer-clock.js";

/**
 * A world with true time in it: two pages and the nodes they talk to, each with a clock of its own, and paths that delay, jitter
 * and lose. Tells what one page believes of the other's clock against what is so.
 *
 * @typedef {object} Way
 * @property {number} ms least delay
 * @property {number} [jitterMs] mean of an exponential extra delay
 * @property {number} [loss] share of messages lost
 * @typedef {{skewMs: number, drift: number}} Clock how far ahead at the beginning; what it gains in ms per ms
 * @typedef {{there: Way, back: Way}} Path
 * @typedef {object} NodeWay
 * @property {string} node
 * @property {number} errorMs how far its clock really is ahead of UTC
 * @property {number|null} boundMs what it states
 * @property {Path} path from the page to it
 * @typedef {object} World
 * @property {number} seed
 * @property {number} seconds
 * @property {[Clock, Clock]} clocks of our page and the other one
 * @property {Path} path from our page to the other one
 * @property {[NodeWay[], NodeWay[]]} nodes of our page and of the other one; a page changes to the next in mid-time
 * @property {{atS: number, ms: number}} [jump] of the other page's clock
 */

const PING_EVERY_MS = 1000;
const NODE_PING_EVERY_MS = 2000;
const SAMPLE_EVERY_MS = 97;
const BEGIN_MS = 1_800_000_000_000;

/** How far the other browser's capture clock is ahead of its page's, and how well that is known. */
const CAPTURE_AHEAD_MS = 2_208_988_800_000;
const CAPTURE_KNOWN_MS = 1.5;

/** @param {number} seed @returns {() => number} 0 to 1 (mulberry32) */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Lives through a world.
 * @param {World} world
 * @returns {{samples: number, covered: number, disputed: number, errorsMs: number[], boundsMs: number[]}} by sample: whether the
 *   true offset was inside what our page believed; by how much a frame's capture was believed too late (middle less truth), and
 *   half the width of what was believed possible
 */
export function live(world) {
  const chance = random(world.seed);
  const [ours, theirs] = world.clocks.map((clock, page) =>
    reader(clock, page === 1 ? world.jump : undefined),
  );
  const [we, they] = [new PeerClock(), new PeerClock()];
  they.capture = {
    lower: CAPTURE_AHEAD_MS - CAPTURE_KNOWN_MS,
    upper: CAPTURE_AHEAD_MS + CAPTURE_KNOWN_MS,
  };
  const events = new Events();
  const end = world.seconds * 1000;
  /** @param {Way} way @param {number} at @param {(at: number) => void} arrive */
  const travel = ({ ms, jitterMs = 0, loss = 0 }, at, arrive) => {
    if (chance() >= loss) events.add(at + ms - jitterMs * Math.log(1 - chance()), arrive);
  };
  /** @param {number} every @param {(at: number) => void} action */
  const repeat = (every, action) => {
    for (let at = chance() * every; at < end; at += every) events.add(at, action);
  };
  const sides = [
    { self: we, clock: ours, other: they, otherClock: theirs, way: world.path.there, home: world.path.back },
    { self: they, clock: theirs, other: we, otherClock: ours, way: world.path.back, home: world.path.there },
  ];
  sides.forEach(({ self, clock, other, otherClock, way, home }, side) => {
    repeat(PING_EVERY_MS, (sent) => {
      const ping = self.told(clock(sent));
      travel(way, sent, (received) => {
        const receivedMs = otherClock(received);
        other.heard(ping, receivedMs);
        const answered = received + chance() * 5;
        travel(home, answered, (back) => {
          self.exchange({
            sentMs: ping.sent_ms,
            receivedMs,
            answeredMs: otherClock(answered),
            backMs: clock(back),
          });
        });
      });
    });
    repeat(NODE_PING_EVERY_MS, (sent) => {
      const nodes = world.nodes[side];
      const used = nodes[Math.min(Math.floor((sent / end) * nodes.length), nodes.length - 1)];
      if (!used) return;
      const { node, errorMs, boundMs, path } = used;
      travel(path.there, sent, (read) =>
        travel(path.back, read, (back) => {
          const clockMs = BEGIN_MS + read + errorMs;
          self.references.read({ node, sentMs: clock(sent), clockMs, boundMs, backMs: clock(back) });
        }),
      );
    });
  });
  const seen = { samples: 0, covered: 0, disputed: 0, errorsMs: [0].slice(1), boundsMs: [0].slice(1) };
  repeat(SAMPLE_EVERY_MS, (at) => {
    const offset = we.offset(ours(at));
    const captured = we.captured(theirs(at) + CAPTURE_AHEAD_MS, ours(at));
    if (offset === null || captured === null) return;
    const truth = theirs(at) - ours(at);
    seen.samples += 1;
    seen.covered += Number(offset.lower <= truth && truth <= offset.upper);
    seen.disputed += Number(offset.disputed);
    seen.errorsMs.push((captured.lower + captured.upper) / 2 - ours(at));
    seen.boundsMs.push((captured.upper - captured.lower) / 2);
  });
  events.run();
  return seen;
}

/**
 * A world as bad as they come, but an honest one.
 * @param {number} seed
 * @returns {World}
 */
export function anyWorld(seed) {
  const chance = random(seed ^ 0x5bd1e995);
  /** @param {number} least @param {number} most */
  const between = (least, most) => least + chance() * (most - least);
  const way = () => ({ ms: between(0, 300), jitterMs: between(0, 60), loss: between(0, 0.3) });
  const clock = () => ({ skewMs: between(-300_000, 300_000), drift: between(-200e-6, 200e-6) });
  /** @param {string} node */
  const nodeWay = (node) => {
    const boundMs = between(0.2, 20);
    return { node, boundMs: chance() < 0.2 ? null : boundMs, errorMs: between(-boundMs, boundMs) };
  };
  const known = ["a", "b", "c"].map(nodeWay);
  /** @returns {NodeWay[]} */
  const nodes = () =>
    Array.from({ length: Math.floor(between(0, 4)) }, () => ({
      ...known[Math.floor(chance() * known.length)],
      path: { there: way(), back: way() },
    }));
  return {
    seed,
    seconds: 60,
    clocks: [clock(), clock()],
    path: { there: way(), back: way() },
    nodes: [nodes(), nodes()],
  };
}

/** @param {Clock} clock @param {World["jump"]} jump @returns {(at: number) => number} true time to its reading */
function reader({ skewMs, drift }, jump) {
  return (at) => skewMs + at * (1 + drift) + (jump && at >= jump.atS * 1000 ? jump.ms : 0);
}

/** What happens, in the order of its time. */
class Events {
  /** @type {{at: number, happen: (at: number) => void}[]} */
  #ahead = [];

  /** @param {number} at @param {(at: number) => void} happen */
  add(at, happen) {
    let [low, high] = [0, this.#ahead.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ahead[middle].at > at) low = middle + 1;
      else high = middle;
    }
    this.#ahead.splice(low, 0, { at, happen });
  }

  run() {
    for (let next = this.#ahead.pop(); next; next = this.#ahead.pop()) next.happen(next.at);
  }
}
