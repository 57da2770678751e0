/**
 * What two people draw on one picture, as a set of marks that comes out the same on both sides in whatever order operations arrive, and
 * however often.
 *
 * Places are shares (0 to 1) of the picture's width and height. A mark's id begins with the role that made it: `buyer:` or `agent:`.
 *
 * Operations:
 * - `line` {id, order, from, points}: points of a line, of which the first is its `from`th
 * - `text` {id, order, at, text}
 * - `undo` {id}: that mark is gone, for good
 *
 * @typedef {[number, number]} Place
 * @typedef {{op: "line", id: string, order: number, from: number, points: Place[]}} LineOperation
 * @typedef {{op: "text", id: string, order: number, at: Place, text: string}} TextOperation
 * @typedef {LineOperation | TextOperation | {op: "undo", id: string}} Operation
 * @typedef {{id: string, by: "buyer"|"agent", points: Place[], at: Place|null, text: string}} Mark a line, or a text where `at` is not null
 */

/** Nobody draws more; the other page must not fill the memory. */
const MOST_OPERATIONS = 20_000;
const MOST_POINTS = 512;
const LONGEST_TEXT = 120;
const MOST_ORDER = 1_000_000;
const ID = /^(buyer|agent):[\w-]{1,40}$/;

export class Drawing {
  /** All that arrived, by what they are: a repeat changes nothing. @type {Map<string, Operation>} */
  #operations = new Map();
  /** @type {Set<string>} */
  #gone = new Set();

  /** Above every mark that is known: what is drawn next lies on top. */
  nextOrder = 1;

  /**
   * @param {Operation} operation of `readOperation` or one's own
   * @returns {boolean} whether it was new
   */
  apply(operation) {
    if (operation.op === "undo") {
      const known = this.#gone.has(operation.id);
      this.#gone.add(operation.id);
      return !known;
    }
    const key = operation.op === "line" ? `${operation.id} ${operation.from}` : operation.id;
    if (this.#operations.has(key) || this.#operations.size >= MOST_OPERATIONS) return false;
    this.#operations.set(key, operation);
    this.nextOrder = Math.max(this.nextOrder, operation.order + 1);
    return true;
  }

  /** Everything that one side has done, for a side that may have missed some of it. @param {"buyer"|"agent"} role @returns {Operation[]} */
  operationsOf(role) {
    const gone = [...this.#gone].map((id) => ({ op: /** @type {const} */ ("undo"), id }));
    return [...this.#operations.values(), ...gone].filter(({ id }) => id.startsWith(`${role}:`));
  }

  /** From the lowest to the topmost. @returns {Mark[]} */
  get marks() {
    /** @type {Map<string, {order: number, parts: LineOperation[], text: TextOperation|null}>} */
    const found = new Map();
    for (const operation of this.#operations.values()) {
      if (operation.op === "undo" || this.#gone.has(operation.id)) continue;
      const mark = found.get(operation.id) ?? { order: operation.order, parts: [], text: null };
      found.set(operation.id, mark);
      mark.order = Math.min(mark.order, operation.order);
      if (operation.op === "line") mark.parts.push(operation);
      else mark.text = operation;
    }
    return [...found]
      .sort(([a, { order: first }], [b, { order: second }]) => first - second || (a < b ? -1 : 1))
      .map(([id, { parts, text }]) => ({
        id,
        by: id.startsWith("buyer:") ? "buyer" : "agent",
        points: joined(parts),
        at: text?.at ?? null,
        text: text?.text ?? "",
      }));
  }

  /** The newest mark of this side that is still there. @param {"buyer"|"agent"} role @returns {string|null} */
  lastOf(role) {
    return this.marks.findLast(({ by }) => by === role)?.id ?? null;
  }
}

/**
 * The other page is not trusted, and may only change what is its own.
 * @param {unknown} value
 * @param {"buyer"|"agent"} role of the other side
 * @returns {Operation|null}
 */
export function readOperation(value, role) {
  if (typeof value !== "object" || value === null) return null;
  const { op, id, order, from, points, at, text } = /** @type {Record<string, any>} */ (value);
  if (typeof id !== "string" || !ID.test(id) || !id.startsWith(`${role}:`)) return null;
  if (op === "undo") return { op, id };
  if (!isWhole(order, MOST_ORDER)) return null;
  if (op === "text" && isPlace(at) && typeof text === "string" && text.trim() !== "") {
    return { op, id, order, at, text: text.slice(0, LONGEST_TEXT) };
  }
  const isLine =
    op === "line" && isWhole(from, MOST_ORDER) && Array.isArray(points) && points.length <= MOST_POINTS;
  return isLine && points.length > 0 && points.every(isPlace) ? { op, id, order, from, points } : null;
}

/** Up to the first gap: what follows it is not there yet. @param {LineOperation[]} parts */
function joined(parts) {
  /** @type {Place[]} */
  const points = [];
  for (const part of parts.sort((a, b) => a.from - b.from)) {
    if (part.from > points.length) break;
    points.push(...part.points.slice(points.length - part.from));
  }
  return points;
}

/** @param {unknown} value @param {number} most */
function isWhole(value, most) {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
}

/** @param {unknown} value @returns {value is Place} */
export function isPlace(value) {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((share) => typeof share === "number" && share >= 0 && share <= 1)
  );
}
