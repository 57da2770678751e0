/**
 * What is known of a quantity in ms: it lies between both edges, themselves included.
 *
 * @typedef {{lower: number, upper: number}} Interval
 */

/** @param {Interval} a @param {Interval} b @returns {Interval} */
export function minus(a, b) {
  return { lower: a.lower - b.upper, upper: a.upper - b.lower };
}

/** @param {Interval} interval @param {number} byMs @returns {Interval} */
export function widened({ lower, upper }, byMs) {
  return { lower: lower - byMs, upper: upper + byMs };
}

/** @param {Interval} a @param {Interval} b @returns {Interval|null} null when no value lies in both */
export function overlap(a, b) {
  const lower = Math.max(a.lower, b.lower);
  const upper = Math.min(a.upper, b.upper);
  return lower <= upper ? { lower, upper } : null;
}

/**
 * Where most of the sources agree (K. Marzullo, 1984; the ancestor of NTP's selection): if as few of them are wrong as
 * can be, the truth lies in the result.
 *
 * Several places may be covered by equally many sources. Nothing tells which is right, so the result spans all of them.
 *
 * @param {readonly Interval[]} sources
 * @returns {(Interval & {agreeing: number})|null} with how many sources agree; null without sources
 */
export function marzullo(sources) {
  const edges = sources.flatMap(({ lower, upper }) => [
    { at: lower, step: 1 },
    { at: upper, step: -1 },
  ]);
  // Of edges at one place those that open come first: intervals that only touch agree.
  edges.sort((a, b) => a.at - b.at || b.step - a.step);
  let covering = 0;
  let [agreeing, lower, upper] = [0, 0, 0];
  for (const { at, step } of edges) {
    if (step === -1 && covering === agreeing) upper = at;
    covering += step;
    if (covering > agreeing) [agreeing, lower] = [covering, at];
  }
  return agreeing === 0 ? null : { lower, upper, agreeing };
}
