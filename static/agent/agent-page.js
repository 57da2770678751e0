/** The page of the agent console: address, title, language; everything else is in `<agent-app>`. */
import { loadLocale, localeEvents, t } from "../modules/i18n.js";
import "./agent-app.js";
import { TitleAlert } from "./title-alert.js";

const link = new URLSearchParams(location.hash.slice(1)).get("link");
// A one-time secret must not stay in the address bar, in the history, or in a screenshot.
if (location.hash) history.replaceState(null, "", location.pathname + location.search);

await loadLocale("common", "agent", "timeline");

const app = /** @type {import("./agent-app.js").AgentApp} */ (document.createElement("agent-app"));
app.link = link;
app.url = new URL("/ws", location.href.replace(/^http/, "ws"));

const alert = new TitleAlert(document);
app.addEventListener("ringing", (event) => {
  const { count, name } = /** @type {CustomEvent<{ count: number, name: string }>} */ (event).detail;
  if (count > 0) alert.start(t("agent-title-ringing", { count, name }));
  else alert.stop();
});

const name = () => {
  alert.stop();
  document.title = t("agent-title");
};
localeEvents.addEventListener("locale", name);
name();
document.body.append(app);
