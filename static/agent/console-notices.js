/** @import { AgentDesk } from "./agent-desk.js" */
/** @import { Notice } from "./notice-list.js" */
import { t, textFor } from "../modules/i18n.js";
import { buyerName } from "./formats.js";

/** @type {Record<string, Notice["tone"]>} */
const TONES = { "offer-missed": "fair", "buyer-left": "info", "offer-withdrawn": "info" };

/**
 * What the agent has to know just now, the lasting troubles first.
 * @param {AgentDesk} desk
 * @returns {Notice[]}
 */
export function consoleNotices(desk) {
  return [
    ...connectionNotices(desk),
    ...consultationNotices(desk),
    ...deviceNotices(desk),
    ...passingNotices(desk),
  ];
}

/**
 * @param {AgentDesk} desk
 * @returns {Notice[]}
 */
function connectionNotices({ signaling, serviceAvailable, consultation }) {
  const offline =
    signaling.status === "offline" || (signaling.status === "connecting" && signaling.welcome !== null);
  if (offline) {
    const text = t(consultation ? "agent-offline-consultation" : "agent-offline");
    return [{ key: "offline", tone: "fair", text, lasting: true }];
  }
  if (serviceAvailable) return [];
  const text = t(consultation ? "agent-service-down-consultation" : "agent-service-down");
  return [{ key: "service", tone: "fair", text, lasting: true }];
}

/**
 * @param {AgentDesk} desk
 * @returns {Notice[]}
 */
function consultationNotices({ status, consultation, view }) {
  if (status !== "busy" || !consultation || !view) return [];
  /** @type {Notice[]} */
  const notices = [];
  const name = buyerName(view.peer_name);
  if (!view.peer_connected) {
    notices.push({ key: "buyer-away", tone: "fair", text: t("agent-buyer-away", { name }), lasting: true });
  }
  if (consultation.connection === "reconnecting" || consultation.connection === "failed") {
    const text = t(`agent-media-${consultation.connection}`);
    notices.push({ key: "media", tone: "fair", text, lasting: true });
  }
  return notices;
}

/**
 * @param {AgentDesk} desk
 * @returns {Notice[]}
 */
function deviceNotices({ problems, status }) {
  // Off duty and between consultations the device check says it, where it can be mended.
  if (status !== "busy" && status !== "offered") return [];
  return [...problems].map(([key, { code, device, text }]) => ({
    key,
    tone: "fair",
    text: textFor("problem", code, { device: device ?? "other", text: text ?? "" }),
    action: code === "tap-to-play" || code === "interrupted" ? t("agent-resume") : undefined,
  }));
}

/**
 * @param {AgentDesk} desk
 * @returns {Notice[]}
 */
function passingNotices({ notices }) {
  return [...notices].map((code) => {
    const error = code.startsWith("error-");
    const text = error ? textFor("error", code.slice("error-".length)) : textFor("agent-notice", code);
    return { key: code, tone: TONES[code] ?? "poor", text };
  });
}
