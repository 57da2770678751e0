/** @import { IceServer } from "../messages.js" */

/** A relay that has not answered by then is not worth going to. */
const LONGEST_MS = 4000;
const PINGS = 4;

/**
 * How far it is from this page to the relay of each region, in ms there and back: two connections of this page talk to each other through
 * the relay alone, so a message takes that way twice.
 * @param {readonly IceServer[]} servers
 * @returns {Promise<Map<string, number>>} by region; one that does not answer is left out
 */
export async function gaugeRelays(servers) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const server of servers) {
    // One after the other: they would delay each other on a narrow link.
    const ms = server.region ? await gauge(server) : null;
    if (server.region && ms !== null) found.set(server.region, ms);
  }
  return found;
}

/** @param {IceServer} server @returns {Promise<number|null>} */
async function gauge({ urls, username, credential }) {
  /** @type {RTCConfiguration} */
  const configuration = {
    iceTransportPolicy: "relay",
    iceServers: [{ urls, username: username ?? undefined, credential: credential ?? undefined }],
  };
  const near = new RTCPeerConnection(configuration);
  const far = new RTCPeerConnection(configuration);
  try {
    near.onicecandidate = ({ candidate }) => far.addIceCandidate(candidate ?? undefined).catch(() => {}); // closed meanwhile
    far.onicecandidate = ({ candidate }) => near.addIceCandidate(candidate ?? undefined).catch(() => {});
    const channel = near.createDataChannel("gauge", { negotiated: true, id: 0 });
    const mirror = far.createDataChannel("gauge", { negotiated: true, id: 0 });
    mirror.onmessage = ({ data }) => mirror.send(data);
    await near.setLocalDescription();
    await far.setRemoteDescription(/** @type {RTCSessionDescription} */ (near.localDescription));
    await far.setLocalDescription();
    await near.setRemoteDescription(/** @type {RTCSessionDescription} */ (far.localDescription));
    return await pingPong(channel);
  } finally {
    near.close();
    far.close();
  }
}

/**
 * @param {RTCDataChannel} channel
 * @returns {Promise<number|null>} the least of a few, halved: the message came through the relay on both ways
 */
function pingPong(channel) {
  return new Promise((resolve) => {
    /** @type {number[]} */
    const took = [];
    const finish = () => resolve(took.length ? Math.min(...took) / 2 : null);
    const deadline = setTimeout(finish, LONGEST_MS);
    let sentMs = 0;
    const ping = () => {
      sentMs = performance.now();
      channel.send("p");
    };
    channel.onopen = ping;
    channel.onmessage = () => {
      took.push(performance.now() - sentMs);
      if (took.length < PINGS) return ping();
      clearTimeout(deadline);
      finish();
    };
  });
}
