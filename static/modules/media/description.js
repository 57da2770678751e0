/** @import { Candidate, ConsultationView } from "../messages.js" */

/**
 * @param {Pick<ConsultationView, "ice_servers"|"relay_only">} view
 * @param {string|null} [region] the only one whose relay may be used, and nothing but that; null: any way
 * @returns {RTCConfiguration}
 */
export function peerConfiguration(view, region = null) {
  const servers =
    region === null ? view.ice_servers : view.ice_servers.filter((server) => server.region === region);
  return {
    bundlePolicy: "max-bundle",
    iceTransportPolicy: view.relay_only || region !== null ? "relay" : "all",
    iceServers: servers.map(({ urls, username, credential }) => ({
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

/**
 * @param {string|undefined} sdp
 * @returns {string|null} which ICE credentials it brings; others mean that ICE was restarted (RFC 8839, section 5.4)
 */
export function iceFragment(sdp) {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp ?? "")?.[1] ?? null;
}

/**
 * Tells the other side each candidate of this peer connection as it is found, and the end of them.
 * @param {RTCPeerConnection} pc
 * @param {(candidate: Candidate) => void} tell
 * @param {(text: string) => string} [ranked] gives it the priority that we wish for
 */
export function tellCandidates(pc, tell, ranked = (text) => text) {
  pc.onicecandidate = ({ candidate }) => {
    // Some browsers say the end twice, in an empty candidate and in null.
    if (candidate?.candidate !== "") tell(described(candidate, ranked));
  };
}

/**
 * @param {RTCIceCandidate|null} candidate null: there are no more
 * @param {(text: string) => string} ranked gives it the priority that we wish for
 * @returns {Candidate}
 */
function described(candidate, ranked) {
  if (!candidate) return { candidate: "" };
  const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  return { candidate: ranked(candidate.candidate), sdpMid, sdpMLineIndex, usernameFragment };
}
