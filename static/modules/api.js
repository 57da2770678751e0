/**
 * Requests over HTTP. Everything that goes wrong becomes an `ApiError` with the server's stable code.
 *
 * @typedef {object} Fault one thing that is wrong with what was sent
 * @property {string} where the field, or the row of a table
 * @property {string} code
 * @property {string} detail for developers
 * @property {Record<string, string | number>} [values] for the text of the code
 */

export class ApiError extends Error {
  /**
   * @param {string} code as in the server's problem details; `network` when no answer came
   * @param {number} status HTTP status, 0 when no answer came
   * @param {string} [detail] for developers
   * @param {number | null} [retryAfterS]
   * @param {readonly Fault[]} [faults] where what was sent is wrong, if in several places
   */
  constructor(code, status, detail = code, retryAfterS = null, faults = []) {
    super(detail);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
    this.faults = faults;
  }
}

/**
 * @typedef {{ method?: string, body?: unknown, headers?: Record<string, string>, signal?: AbortSignal }} RequestOptions
 *   `body`: a `Blob` is sent as it is, everything else as JSON
 */

/**
 * @param {string} path
 * @param {RequestOptions} [options]
 * @returns {Promise<any>} the answer's JSON, null for an answer without content
 * @throws {ApiError}
 */
export async function requestJson(path, options) {
  const response = await send(path, options);
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  throw refusal(response.status, response.headers, answer);
}

/**
 * @param {string} path
 * @param {RequestOptions} [options]
 * @returns {Promise<Blob>} the answer's body
 * @throws {ApiError}
 */
export async function requestBlob(path, options) {
  const response = await send(path, options);
  if (!response.ok) throw refusal(response.status, response.headers, await response.json().catch(() => null));
  return response.blob().catch((error) => {
    throw new ApiError("network", 0, String(error));
  });
}

/**
 * @param {string} path
 * @param {RequestOptions} [options]
 */
function send(path, { method = "GET", body, headers = {}, signal } = {}) {
  const json = body !== undefined && !(body instanceof Blob);
  return fetch(path, {
    method,
    signal,
    headers: json ? { ...headers, "Content-Type": "application/json" } : headers,
    body: json ? JSON.stringify(body) : /** @type {Blob | undefined} */ (body),
  }).catch((error) => {
    throw new ApiError("network", 0, String(error));
  });
}

/**
 * The error that an answer stands for.
 * @param {number} status
 * @param {Pick<Headers, "get">} headers
 * @param {any} answer its JSON; null where there is none
 */
export function refusal(status, headers, answer) {
  const retryAfter = Number(headers.get("Retry-After"));
  // A proxy in between answers without problem details; only the status tells then.
  const code = answer?.code ?? (status >= 500 ? "service-unavailable" : "internal");
  return new ApiError(code, status, answer?.detail, retryAfter > 0 ? retryAfter : null, answer?.errors);
}
