/**
 * Frame latencies counted in fixed buckets, so that histograms of many pages merge by addition.
 *
 * Bucket `i` takes what is above edge `i - 1` and at most edge `i` (ms); one more bucket takes the rest.
 */
export class Histogram {
  /** @param {readonly number[]} edgesMs ascending upper edges, from `welcome.histogram_edges_ms` */
  constructor(edgesMs) {
    this.edgesMs = edgesMs;
    /** @type {number[]} */
    this.buckets = new Array(edgesMs.length + 1).fill(0);
    /** Sum of all latencies recorded, in ms. */
    this.sumMs = 0;
  }

  /** How many frames were recorded. @returns {number} */
  get count() {
    return this.buckets.reduce((sum, frames) => sum + frames, 0);
  }

  /** @param {number} ms */
  record(ms) {
    const index = this.edgesMs.findIndex((edge) => ms <= edge);
    this.buckets[index === -1 ? this.edgesMs.length : index] += 1;
    this.sumMs += ms;
  }

  /**
   * @param {readonly number[]} buckets of a histogram with the same edges; fewer count as zeros
   * @param {number} [sumMs]
   * @throws {RangeError} when there are more buckets than here: other edges
   */
  merge(buckets, sumMs = 0) {
    if (buckets.length > this.buckets.length) throw new RangeError("histograms with different edges");
    buckets.forEach((frames, index) => {
      this.buckets[index] += frames;
    });
    this.sumMs += sumMs;
  }

  clear() {
    this.buckets.fill(0);
    this.sumMs = 0;
  }

  /**
   * The latency that `share` of the frames do not exceed, in ms, interpolated within its bucket.
   * @param {number} share 0 to 1: 0.95 for the 95th percentile
   * @returns {number|null} null when nothing was recorded; the last edge stands for everything above it
   */
  percentile(share) {
    const rank = share * this.count;
    if (this.count === 0) return null;
    let below = 0;
    for (const [index, edge] of this.edgesMs.entries()) {
      const frames = this.buckets[index];
      if (frames > 0 && below + frames >= rank) {
        const floor = index === 0 ? 0 : this.edgesMs[index - 1];
        return floor + ((edge - floor) * Math.max(rank - below, 0)) / frames;
      }
      below += frames;
    }
    return this.edgesMs[this.edgesMs.length - 1];
  }
}
