/**
 * The tools of the consultation room, in the order in which they are shown.
 *
 * A tool is one component in this folder and one entry here. Its name is the text `tool-ID`; its texts are in a Fluent file
 * named in `TEXTS`.
 */
/** @import { TemplateResult } from "lit" */
/** @import { IconName } from "../components/icons.js" */
/** @import { Role } from "../modules/messages.js" */
/** @import { Room } from "./room.js" */
import { html } from "lit";
import "./camera-note.js";
import "./camera-panel.js";
import "./close-look-panel.js";
import "./colour-note.js";
import "./colour-tool.js";
import "./freeze-panel.js";
import "./goods-note.js";
import "./goods-panel.js";
import "./measure-tool.js";
import "./return-policy.js";
import "./second-camera-panel.js";
import "./second-picture.js";
import "./size-panel.js";
import "./still-strip.js";

/**
 * @typedef {object} Tool
 * @property {string} id
 * @property {IconName} icon
 * @property {readonly Role[]} roles who has it
 * @property {(room: Room) => TemplateResult} panel
 */

/** @type {readonly Role[]} */
const BOTH = ["buyer", "agent"];

/** @type {readonly Tool[]} */
export const TOOLS = [
  {
    id: "goods",
    icon: "bag",
    roles: BOTH,
    panel: (room) => html`<goods-panel .room=${room}></goods-panel>`,
  },
  {
    id: "sizing",
    icon: "hanger",
    roles: BOTH,
    panel: (room) => html`<size-panel .room=${room}></size-panel>`,
  },
  {
    id: "camera",
    icon: "torch",
    roles: BOTH,
    panel: (room) => html`<camera-panel .room=${room}></camera-panel>`,
  },
  {
    id: "close-look",
    icon: "loupe",
    roles: BOTH,
    panel: (room) => html`<close-look-panel .room=${room}></close-look-panel>`,
  },
  {
    id: "freeze",
    icon: "pen",
    roles: BOTH,
    panel: (room) => html`<freeze-panel .room=${room}></freeze-panel>`,
  },
  {
    id: "stills",
    icon: "stills",
    roles: BOTH,
    panel: (room) => html`<still-strip .room=${room}></still-strip>`,
  },
  {
    id: "measure",
    icon: "ruler",
    roles: BOTH,
    panel: (room) => html`<measure-tool .room=${room}></measure-tool>`,
  },
  {
    id: "colour",
    icon: "eye",
    roles: ["agent"],
    panel: (room) => html`<colour-tool .room=${room}></colour-tool>`,
  },
  {
    id: "second-camera",
    icon: "second-camera",
    roles: ["agent"],
    panel: (room) => html`<second-camera-panel .room=${room}></second-camera-panel>`,
  },
  {
    id: "return-policy",
    icon: "parcel",
    roles: BOTH,
    panel: (room) =>
      html`<return-policy .api=${room.api} path="return-policy" side=${room.role} unfolded></return-policy>`,
  },
];

/**
 * What stands below the row of tools, whichever of them is open.
 * @param {Room} room
 */
export const standing = (room) =>
  html`<camera-note .room=${room}></camera-note><colour-note .room=${room}></colour-note>
    <second-picture .room=${room}></second-picture>`;

/** Fluent files, loaded with the room. */
export const TEXTS = [
  "room-goods",
  "room-sizing",
  "room-camera",
  "room-second-camera",
  "room-stills",
  "room-vision",
  "room-policy",
];
