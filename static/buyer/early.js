/** Runs before the other modules are there. */
import { openEarly } from "../modules/early-socket.js";
import { signalingUrl } from "./signaling-url.js";

openEarly(signalingUrl());
