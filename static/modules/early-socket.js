/** @import { Limits } from "./messages.js" */

/** @type {Limits["subprotocol"]} */
const SUBPROTOCOL = "video-consult.v1";

/** The node gives a socket 10 s for its hello, and the hello has to travel as well. */
const FRESH_MS = 5000;

/** @type {{socket: WebSocket, openedMs: number}|null} */
let early = null;

/**
 * Opens a WebSocket ahead of the client that will use it: TCP, TLS and the upgrade take three round trips, which then pass while
 * the rest of the page's modules are still on their way.
 * @param {URL} url
 */
export function openEarly(url) {
  early = { socket: new WebSocket(url, SUBPROTOCOL), openedMs: performance.now() };
}

/**
 * @param {string|URL} url
 * @returns {WebSocket} the early one, once, if it leads there and is still of use; else a new one
 */
export function takeSocket(url) {
  const { socket, openedMs } = early ?? {};
  early = null;
  if (!socket || openedMs === undefined) return new WebSocket(url, SUBPROTOCOL);
  const usable = socket.readyState <= WebSocket.OPEN && performance.now() - openedMs < FRESH_MS;
  if (usable && socket.url === String(url)) return socket;
  socket.close();
  return new WebSocket(url, SUBPROTOCOL);
}
