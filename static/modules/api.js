/** JSON over HTTP. Everything that goes wrong becomes an `ApiError` with the server's stable code. */

export class ApiError extends Error {
  /**
   * @param {string} code as in the server's problem details; `network` when no answer came
   * @param {number} status HTTP status, 0 when no answer came
   * @param {string} [detail] for developers
   * @param {number | null} [retryAfterS]
   */
  constructor(code, status, detail = code, retryAfterS = null) {
    super(detail);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * @param {string} path
 * @param {{ method?: string, body?: unknown, signal?: AbortSignal }} [options] `body` is sent as JSON
 * @returns {Promise<any>} the answer's JSON, null for an answer without content
 * @throws {ApiError}
 */
export async function requestJson(path, { method = "GET", body, signal } = {}) {
  const response = await fetch(path, {
    method,
    signal,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((error) => {
    throw new ApiError("network", 0, String(error));
  });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const retryAfter = Number(response.headers.get("Retry-After"));
  // A proxy in between answers without problem details; only the status tells then.
  const code = answer?.code ?? (response.status >= 500 ? "service-unavailable" : "internal");
  throw new ApiError(code, response.status, answer?.detail, retryAfter > 0 ? retryAfter : null);
}
