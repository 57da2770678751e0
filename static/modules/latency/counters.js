/**
 * The growth of every counter of a stream between two reports. From nothing when there is no earlier one, or when it was
 * another stream's (the peer connection was rebuilt, the counters began again); never below zero, as `packetsLost` may
 * fall when late packets come.
 * @template {{id: string}} T
 * @param {T|null} before
 * @param {T} after
 * @param {keyof T & string} clockwork the counter that only ever grows: a smaller one means a new beginning
 * @returns {T} numbers are differences, everything else is what it is after
 */
export function growth(before, after, clockwork) {
  const earlier = sameStream(before, after, clockwork) ? before : null;
  const entries = Object.entries(after).map(([name, value]) => {
    if (typeof value !== "number") return [name, value];
    return [name, Math.max(value - Number(earlier?.[/** @type {keyof T} */ (name)] ?? 0), 0)];
  });
  return Object.fromEntries(entries);
}

/**
 * @template {{id: string}} T
 * @param {T|null} before
 * @param {T} after
 * @param {keyof T & string} clockwork
 * @returns {before is T}
 */
export function sameStream(before, after, clockwork) {
  return before !== null && before.id === after.id && after[clockwork] >= before[clockwork];
}
