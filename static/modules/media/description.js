/** @import { ConsultationView } from "../messages.js" */

/**
 * @param {Pick<ConsultationView, "ice_servers"|"relay_only">} view
 * @returns {RTCConfiguration}
 */
export function peerConfiguration(view) {
  return {
    bundlePolicy: "max-bundle",
    iceTransportPolicy: view.relay_only ? "relay" : "all",
    iceServers: view.ice_servers.map(({ urls, username, credential }) => ({
      urls,
      ...(username ? { username } : {}),
      ...(credential ? { credential } : {}),
    })),
  };
}

/**
 * The session id of a description's origin line: it stays the same as long as the peer connection does.
 * @param {string|undefined} sdp
 * @returns {string|null}
 */
export function describedSession(sdp) {
  return /^o=\S+ (\S+)/m.exec(sdp ?? "")?.[1] ?? null;
}
