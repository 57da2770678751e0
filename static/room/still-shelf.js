/** @import { Consultation } from "../modules/consultation.js" */
/** @import { ServerMessage, StillView } from "../modules/messages.js" */
/** @import { RoomApi } from "./room-api.js" */
import { ApiError } from "../modules/api.js";

/**
 * The stills that are kept with a consultation, oldest first, on the server; and those of them that are open here.
 *
 * Events: `change`; `came` (detail `{still}`: one that was not here before); `gone` (the same of one that was erased); `select` (detail
 * `{stills}`: the {@link StillView}s that are shown large from now on, none, one, or two side by side).
 */
export class StillShelf extends EventTarget {
  #api;
  /** @type {Map<string, StillView>} */
  #items = new Map();
  /** Addresses of images, by still: "" while one is fetched, or could not be. @type {Map<string, string>} */
  #urls = new Map();
  #leaving = new AbortController();

  /** Code of the newest refusal, "" when there is none. */
  trouble = "";
  /** Ids. @type {readonly string[]} */
  #selected = [];

  /** @param {{api: RoomApi, consultation: Consultation}} options */
  constructor({ api, consultation }) {
    super();
    this.#api = api;
    consultation.addEventListener(
      "message",
      (event) => this.#receive(/** @type {CustomEvent<ServerMessage>} */ (event).detail),
      { signal: this.#leaving.signal },
    );
    void this.load();
  }

  /** @returns {StillView[]} */
  get items() {
    return [...this.#items.values()].sort((a, b) => a.created_ms - b.created_ms || (a.id < b.id ? -1 : 1));
  }

  /** Those shown large. @returns {StillView[]} */
  get selected() {
    return this.#selected.flatMap((id) => this.#items.get(id) ?? []);
  }

  /** Shows these large; none: closes them. @param {...string} ids */
  select(...ids) {
    this.#selected = ids;
    this.dispatchEvent(new CustomEvent("select", { detail: { stills: this.selected } }));
    this.#changed();
  }

  /** Reads the list; what cannot be read now comes with the next message or the next call. */
  async load() {
    for (const [id, url] of this.#urls) if (url === "") this.#urls.delete(id);
    await this.#tried(async () => {
      // What comes while the list is on its way may not be in it.
      const before = [...this.#items.keys()];
      const { items } = await this.#api.get("stills");
      const kept = new Set(items.map((/** @type {StillView} */ { id }) => id));
      for (const id of before) if (!kept.has(id)) this.#remove(id);
      for (const still of items) this.#items.set(still.id, still);
    });
  }

  /**
   * Keeps an image with the consultation.
   * @param {Blob} image
   * @param {StillView["kind"]} kind
   * @param {string} label
   * @returns {Promise<StillView|null>} null when it was refused; `trouble` says why
   */
  async keep(image, kind, label) {
    const query = new URLSearchParams({ kind, label });
    return this.#tried(async () => this.put(await this.#api.postImage(`stills?${query}`, image)));
  }

  /** @param {string} id @param {string} label */
  async relabel(id, label) {
    await this.#tried(async () => this.put(await this.#api.patch(`stills/${id}`, { label })));
  }

  /** Erases it for both, for good; only the agent may. @param {string} id */
  async erase(id) {
    await this.#tried(async () => {
      await this.#api.delete(`stills/${id}`);
      this.#remove(id);
    });
  }

  /** Takes one that is kept on the server. @param {StillView} still */
  put(still) {
    this.#items.set(still.id, still);
    this.#changed();
    return still;
  }

  /**
   * The address of a still's image in this page; it lasts as long as the shelf.
   * @param {string} id
   * @returns {string} "" until it has been fetched, which is a `change`
   */
  url(id) {
    const url = this.#urls.get(id);
    if (url !== undefined) return url;
    this.#urls.set(id, "");
    void this.#tried(() => this.#fetch(id));
    return "";
  }

  close() {
    this.#leaving.abort();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  /** @param {string} id */
  async #fetch(id) {
    const image = await this.#api.image(`stills/${id}`);
    if (this.#items.has(id) && !this.#leaving.signal.aborted) this.#urls.set(id, URL.createObjectURL(image));
  }

  /** @param {ServerMessage} message */
  #receive(message) {
    if (message.type === "still-removed") this.#remove(message.still);
    if (message.type !== "still-added") return;
    const { still } = message;
    const isNew = !this.#items.has(still.id);
    this.put(still);
    if (isNew) this.dispatchEvent(new CustomEvent("came", { detail: { still } }));
  }

  /** @param {string} id */
  #remove(id) {
    const still = this.#items.get(id);
    if (!still) return;
    this.#items.delete(id);
    URL.revokeObjectURL(this.#urls.get(id) ?? "");
    this.#urls.delete(id);
    if (this.#selected.includes(id)) this.select(...this.#selected.filter((each) => each !== id));
    this.dispatchEvent(new CustomEvent("gone", { detail: { still } }));
    this.#changed();
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T|null>} */
  async #tried(work) {
    try {
      const done = await work();
      this.trouble = "";
      return done;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.trouble = error.code;
      return null;
    } finally {
      this.#changed();
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
