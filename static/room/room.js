/** @import { Consultation } from "../modules/consultation.js" */
/** @import { Role, StillView } from "../modules/messages.js" */
import { t } from "../modules/i18n.js";
import { ChosenPicture } from "./chosen-picture.js";
import { CloseLook } from "./close-look.js";
import { FarCamera } from "./far-camera.js";
import { Freeze } from "./freeze.js";
import { OwnCamera } from "./own-camera.js";
import { RoomApi } from "./room-api.js";
import { SecondCamera } from "./second-camera.js";
import { StillExchange } from "./still-exchange.js";
import { StillLine } from "./still-line.js";
import { StillShelf } from "./still-shelf.js";

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
    /** The buyer's resume token, read anew for each use; null for the agent. */
    this.token = token;
    this.api = new RoomApi(consultation.view.id, token);
    const line = new StillLine({ room: consultation.peer.room, view: () => consultation.view });
    this.exchange = new StillExchange(consultation.peer, line);
    this.stills = new StillShelf({ api: this.api, consultation });
    this.picture = new ChosenPicture(this);
    this.closeLook = new CloseLook(this);
    this.freeze = new Freeze(this);
    this.second = new SecondCamera(this);
    /** The agent's. */
    this.camera = role === "agent" ? new OwnCamera(this) : new FarCamera(this);
    this.stills.addEventListener("came", (event) =>
      this.#came(/** @type {CustomEvent<{ still: StillView }>} */ (event).detail.still),
    );
    consultation.peer.room.listen();
  }

  /** The newest. */
  get view() {
    return this.consultation.view;
  }

  /** How the other side is called; not every shop tells the buyer's name. */
  get peerName() {
    return this.view.peer_name || t("room-peer");
  }

  /** @param {string} id of the tool to be shown */
  open(id) {
    this.dispatchEvent(new CustomEvent("open", { detail: { id } }));
  }

  /** What the other side has taken out of a file is put before this one. @param {StillView} still */
  #came({ id, kind, by }) {
    if (kind !== "file" || by === this.role) return;
    this.stills.select(id);
    this.open("stills");
  }

  close() {
    this.picture.cancel();
    this.closeLook.close();
    this.freeze.close();
    this.second.close();
    this.camera.close();
    this.exchange.close();
    this.stills.close();
  }
}
