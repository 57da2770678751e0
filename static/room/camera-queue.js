/** @import { Setting } from "./camera-controls.js" */

/**
 * Settings on their way to a camera: one at a time, and of those that wait only the newest of each name, so that a
 * slider that is drawn along asks for where it is and not for where it was.
 *
 * @typedef {{setting: Setting, number: number|null}} Task `number`: of the other side's question, null for a wish from here
 */
export class CameraQueue {
  #work;
  #changed;
  /** @type {Map<string, Task>} */
  #waiting = new Map();
  /** @type {Task|null} */
  #current = null;

  /**
   * @param {(task: Task) => Promise<void>} work must not reject
   * @param {() => void} changed told when what is pending has changed
   */
  constructor(work, changed) {
    this.#work = work;
    this.#changed = changed;
  }

  /** What is not done yet, in its order. @returns {Setting[]} */
  get pending() {
    const tasks = [...this.#waiting.values()];
    return (this.#current ? [this.#current, ...tasks] : tasks).map(({ setting }) => setting);
  }

  /** @param {Setting} setting @param {number|null} [number] */
  add(setting, number = null) {
    const key = `${number === null ? "here" : "there"}:${setting.name}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, { setting, number });
    void this.#run();
    this.#changed();
  }

  /** Drops what waits. */
  clear() {
    this.#waiting.clear();
  }

  async #run() {
    if (this.#current) return;
    for (;;) {
      const [next] = this.#waiting;
      if (!next) break;
      this.#waiting.delete(next[0]);
      this.#current = next[1];
      await this.#work(next[1]);
      this.#current = null;
      this.#changed();
    }
  }
}
