/** The monitor's page: address, title, language; everything else is in `<monitor-app>`. */
import { loadLocale, localeEvents, t } from "../modules/i18n.js";
import { consultationIn } from "./address.js";
import "./monitor-app.js";

await loadLocale("common", "agent", "monitor", "timeline");

const app = /** @type {import("./monitor-app.js").MonitorApp} */ (document.createElement("monitor-app"));
app.consultation = consultationIn(location.search);
app.url = new URL("/ws", location.href.replace(/^http/, "ws"));

const name = () => {
  document.title = t("monitor-title");
};
localeEvents.addEventListener("locale", name);
name();
document.body.append(app);
