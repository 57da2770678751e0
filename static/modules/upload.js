import { ApiError, refusal } from "./api.js";

/**
 * Sends a file, and tells meanwhile how much of it is out: `fetch` cannot tell.
 * @param {string} path
 * @param {Blob} file sent as it is, with its own type
 * @param {{headers?: Record<string, string>, progress: (share: number) => void, signal: AbortSignal}} options
 * @returns {Promise<any>} the answer's JSON
 * @throws {ApiError} and, when it is aborted, the signal's reason
 */
export function upload(path, file, { headers = {}, progress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
    request.onload = () => {
      const { status, response } = request;
      if (status >= 200 && status < 300 && response !== null) resolve(response);
      else reject(refusal(status, { get: (name) => request.getResponseHeader(name) }, response));
    };
    request.onerror = () => reject(new ApiError("network", 0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
