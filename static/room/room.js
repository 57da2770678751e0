/** @import { Consultation } from "../modules/consultation.js" */
/** @import { Role } from "../modules/messages.js" */
import { RoomApi } from "./room-api.js";

/**
 * What the tools of a consultation share: one for each `Consultation`, for as long as the page shows it.
 *
 * Event: `open` (detail `{id}`): this tool is to be shown, because the other side has done something in it.
 */
export class Room extends EventTarget {
  /** @param {{consultation: Consultation, role: Role, token: () => string | null}} options `token`: as `RoomApi` takes it */
  constructor({ consultation, role, token }) {
    super();
    this.consultation = consultation;
    this.role = role;
    this.api = new RoomApi(consultation.view.id, token);
  }

  /** The newest. */
  get view() {
    return this.consultation.view;
  }

  /** @param {string} id of the tool to be shown */
  open(id) {
    this.dispatchEvent(new CustomEvent("open", { detail: { id } }));
  }
}
