/** Where the page's node takes WebSockets. */
export function signalingUrl() {
  const url = new URL("/ws", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url;
}
