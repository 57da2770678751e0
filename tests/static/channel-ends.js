/** One end of a data channel, as far as it is used. */
class End {
  readyState = "open";
  bufferedAmount = 0;
  /** @type {((event: { data: unknown }) => void) | null} */
  onmessage = null;
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {End | null} */
  other = null;
  /** What is done to each frame on its way; null loses it. @type {(data: any) => any} */
  treat = (data) => data;

  /** @param {unknown} data */
  send(data) {
    const arriving = this.treat(data);
    if (arriving !== null) queueMicrotask(() => this.other?.onmessage?.({ data: arriving }));
  }
}

/** Two ends of one channel. @returns {[End, End]} */
export function joined() {
  const ends = /** @type {[End, End]} */ ([new End(), new End()]);
  ends[0].other = ends[1];
  ends[1].other = ends[0];
  return ends;
}
