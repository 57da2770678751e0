/** @import { LinkProbe } from "./link-probe.js" */
/** @import { MeasurementChannel } from "./measurement-channel.js" */
/** @import { RoomChannel } from "./room-channel.js" */

/**
 * Opens the data channels of a consultation over this peer connection. Both sides know their ids, so they open with the connection.
 * @param {RTCPeerConnection} pc
 * @param {{measurements: MeasurementChannel, probe: LinkProbe, room: RoomChannel}} users whoever speaks over them
 * @returns {RTCDataChannel} that of the measurements
 */
export function openChannels(pc, { measurements, probe, room }) {
  // Unordered and never repeated, because they carry time.
  const unreliable = { negotiated: true, ordered: false, maxRetransmits: 0 };
  const channel = pc.createDataChannel("measurements", { ...unreliable, id: 0 });
  measurements.attach(channel);
  probe.attach(pc.createDataChannel("probe", { ...unreliable, id: 1 }));
  room.attach(pc.createDataChannel("room", { negotiated: true, id: 2 }));
  return channel;
}
