/** @import { TimelineEntry } from "./views.js" */
import { t, textIfWhole } from "../modules/i18n.js";

/**
 * What an event is a sign of, which decides its mark: something was done about the line, something was wrong with it,
 * a person did something, a person said that it was bad, or it belongs to the course of every consultation.
 * @typedef {"action" | "trouble" | "person" | "complaint" | "course"} Tone
 */

/** @type {Record<string, Tone>} */
const TONES = {
  governor: "action",
  route: "action",
  "ice-restart": "trouble",
  "peer-rebuilt": "trouble",
  reconnecting: "trouble",
  "network-changed": "trouble",
  "camera-switched": "person",
  "camera-on": "person",
  "camera-off": "person",
  complaint: "complaint",
  rated: "complaint",
};

/** @param {TimelineEntry} event @returns {Tone} */
export function toneOf({ kind }) {
  return TONES[kind] ?? "course";
}

/**
 * What happened, in a sentence: the most exact one there is. A reason that this page does not know yet, or whose numbers
 * are not there, is told by its kind alone.
 * @param {Pick<TimelineEntry, "kind"|"reason"|"values">} event
 * @returns {string}
 */
export function eventText({ kind, reason, values }) {
  const numbers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]));
  const exact = reason ? textIfWhole(`timeline-${kind}-${reason}`, numbers) : null;
  return exact ?? textIfWhole(`timeline-${kind}`, numbers) ?? t("timeline-unknown");
}

/**
 * The events that somebody meant when he said that it was bad.
 * @param {readonly TimelineEntry[]} events
 */
export function complaintsAmong(events) {
  return events.filter((event) => toneOf(event) === "complaint");
}

/** @param {number} value */
function rounded(value) {
  return Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
