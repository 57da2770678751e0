/**
 * Type preferences (RFC 8445, section 5.1.2.1). Browsers say 126 of their own address, 110 or 100 of the same as others see it, and 2 or
 * less of a relay.
 */
const BELOW_OWN = 99;
const ABOVE_OWN = 127;

/** As many changes as there is room for; later ones rank alike. Below all that a browser says of a relay of its own. */
const MOST_CHANGES = 120;

const CANDIDATE = /(candidate:\S+ \d+ \S+ )(\d+)( \S+ \d+ typ )(\w+)/g;

/**
 * Ranks the candidates in what is said to the other side so that both browsers go over to them from those of an earlier way. By themselves
 * they would not: libwebrtc keeps the old pair after an ICE restart as long as that works and has the higher priority, compares
 * generations only between equals, and does not even check a pair that is worse than one that works.
 *
 * A pair is worth min(G, D) first, then max(G, D) (RFC 8445, section 6.1.2.3): G is what a side's own candidate is worth to its browser, D
 * what the other side says. The impolite side, which chooses the pair, must find the polite side's relay better than any direct way: so
 * that D lies below all G but a relay's at first, and above all after a change. The polite side must find its own relay, whose G is low,
 * no worse than a direct way: so the impolite side's D always lies below that. The newest change is on top in both; the order within a
 * way stays as it was.
 * @param {string} text a candidate or a whole description
 * @param {{polite: boolean, changes: number, relayed: boolean}} way `polite`: whether we are; `changes`: how often the way was changed;
 *   `relayed`: whether it leads over our relay on purpose: the polite side's other relays stay a last resort
 * @returns {string}
 */
export function rankCandidates(text, { polite, changes, relayed }) {
  const newest = Math.min(changes, MOST_CHANGES);
  return text.replace(CANDIDATE, (_match, before, stated, between, type) => {
    const priority = Number(stated);
    let ranked = (newest << 16) | (priority >>> 15);
    if (polite && type === "relay" && !relayed) ranked = priority;
    else if (polite && newest === 0) ranked = (BELOW_OWN << 24) | (priority >>> 7);
    else if (polite) ranked |= ABOVE_OWN << 24;
    return `${before}${ranked}${between}${type}`;
  });
}
