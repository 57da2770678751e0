/** On a way as short as this a repetition comes before anybody could notice; layers would cost 20 ms in the other side's jitter buffer for nothing. */
const NEAR_MS = 110;
/** A change in the picture costs a key frame, so it takes clearly more. */
const NOT_NEAR_MS = 200;

/** Whether the picture is sent in layers, so that most frames are needed by no other and their loss costs nothing but themselves. */
export class Layering {
  on = true;

  /**
   * @param {number} roundTripMs of the way while its queue is empty
   * @param {boolean} begun whether a picture is being sent: what goes before it costs nothing
   */
  follow(roundTripMs, begun) {
    if (!begun) this.on = roundTripMs > NEAR_MS;
    else if (roundTripMs > NOT_NEAR_MS) this.on = true;
  }
}
