import { requestBlob, requestJson } from "../modules/api.js";
import { upload } from "../modules/upload.js";

/**
 * The REST API of one consultation, for whoever is in it: the agent by his cookie, the buyer by the token with which his
 * page resumes. Paths are relative to `/api/v1/consultations/{id}/`. All throw `ApiError`.
 */
export class RoomApi {
  #base;
  #token;

  /**
   * @param {string} consultation its id
   * @param {() => string | null} token the buyer's resume token; null for the agent
   */
  constructor(consultation, token) {
    this.#base = `/api/v1/consultations/${encodeURIComponent(consultation)}/`;
    this.#token = token;
  }

  /** @param {string} path @returns {Promise<any>} */
  get(path) {
    return this.#json(path, "GET");
  }

  /** @param {string} path @param {unknown} body sent as JSON @returns {Promise<any>} */
  post(path, body) {
    return this.#json(path, "POST", body);
  }

  /** @param {string} path @param {unknown} body sent as JSON @returns {Promise<any>} */
  put(path, body) {
    return this.#json(path, "PUT", body);
  }

  /** @param {string} path @param {unknown} body sent as JSON @returns {Promise<any>} */
  patch(path, body) {
    return this.#json(path, "PATCH", body);
  }

  /** @param {string} path @returns {Promise<any>} */
  delete(path) {
    return this.#json(path, "DELETE");
  }

  /** @param {string} path @param {Blob} image sent as it is, with its own type @returns {Promise<any>} the answer's JSON */
  postImage(path, image) {
    return this.#json(path, "POST", image);
  }

  /**
   * The same for what may take long.
   * @param {string} path
   * @param {Blob} image
   * @param {{progress: (share: number) => void, signal: AbortSignal}} options
   * @returns {Promise<any>} the answer's JSON; rejects with the signal's reason when it is aborted
   */
  sendImage(path, image, options) {
    return upload(this.#base + path, image, { ...options, headers: this.#headers() });
  }

  /** @param {string} path @returns {Promise<Blob>} an image, which an `<img>` could not ask for with the token */
  image(path) {
    return requestBlob(this.#base + path, { headers: this.#headers() });
  }

  /** @param {string} path @param {string} method @param {unknown} [body] */
  #json(path, method, body) {
    return requestJson(this.#base + path, { method, body, headers: this.#headers() });
  }

  /** @returns {Record<string, string>} */
  #headers() {
    const token = this.#token();
    return token === null ? {} : { Authorization: `Bearer ${token}` };
  }
}
