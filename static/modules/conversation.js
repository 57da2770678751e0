/** @import { ChatLine, ConsultationView, Limits, Role } from "./messages.js" */
import { newId } from "./tab.js";

/** @type {Limits["maxChatCharacters"]} */
const MAX_CHAT_CHARACTERS = 2000;

/**
 * The chat of one consultation: what the server has stored, in its order, then what is on the way to it.
 *
 * Event: `chat` (detail `{lines: ShownLine[], added: ShownLine[]}`).
 *
 * @typedef {ChatLine & {pending?: boolean}} ShownLine `pending` until the server has stored it
 */
export class Conversation extends EventTarget {
  #role;
  /** @type {ChatLine[]} */
  #stored;
  /** @type {ShownLine[]} */
  #pending = [];

  /** @param {{role: Role, view: ConsultationView}} options */
  constructor({ role, view }) {
    super();
    this.#role = role;
    this.#stored = [...(view.chat ?? [])];
  }

  /** @returns {ShownLine[]} */
  get lines() {
    return [...this.#stored, ...this.#pending];
  }

  /**
   * @param {string} text
   * @returns {ShownLine|null} null when it is empty or too long
   */
  compose(text) {
    const trimmed = text.trim();
    // The server counts characters, not UTF-16 units.
    if (trimmed === "" || [...trimmed].length > MAX_CHAT_CHARACTERS) return null;
    return { id: newId(), sender: this.#role, text: trimmed, sent_ms: Date.now(), pending: true };
  }

  /** @param {ShownLine} line */
  sent(line) {
    this.#pending.push(line);
    this.#emit([line]);
  }

  /** One more stored line, or the acknowledgement of an own one. @param {ChatLine} line */
  stored(line) {
    if (this.#stored.some((known) => known.id === line.id)) return;
    const own = this.#forget(line.id);
    this.#stored.push(line);
    this.#emit(own ? [] : [line]);
  }

  /** All stored lines, as a state message brings them. @param {ChatLine[]} lines */
  update(lines) {
    const known = new Set(this.lines.map((line) => line.id));
    const arrived = lines.filter((line) => !known.has(line.id));
    const settled = lines.filter((line) => this.#forget(line.id));
    // A line that was told meanwhile may be newer than the state: it is not to vanish again.
    const told = new Set(lines.map((line) => line.id));
    this.#stored = [...lines, ...this.#stored.filter((line) => !told.has(line.id))];
    if (arrived.length + settled.length > 0) this.#emit(arrived);
  }

  /** The server will not take it. @param {string} id */
  refused(id) {
    if (this.#forget(id)) this.#emit([]);
  }

  /** @param {string} id @returns {boolean} whether it was pending */
  #forget(id) {
    const before = this.#pending.length;
    this.#pending = this.#pending.filter((line) => line.id !== id);
    return this.#pending.length < before;
  }

  /** @param {ShownLine[]} added */
  #emit(added) {
    this.dispatchEvent(new CustomEvent("chat", { detail: { lines: this.lines, added } }));
  }
}
