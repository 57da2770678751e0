/**
 * Texts and formats in the reader's language. Texts are Fluent messages in static/locales/<locale>/<name>.ftl; a
 * message that a locale lacks is taken from English, and one that English lacks is shown as its id and reported.
 *
 * A page calls `await loadLocale("common", "buyer")` once before it renders; a component adds a `LocaleController`
 * and calls `t("message-id", { name })` while it renders.
 */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { negotiateLanguages } from "@fluent/langneg";

/** The languages of the interface: each is a folder of static/locales. English is the fallback of all. */
export const LOCALES = /** @type {readonly string[]} */ (["en", "zh-CN"]);

const FALLBACK = "en";
const STORAGE_KEY = "video-consult.locale";
const RIGHT_TO_LEFT = new Set(["ar", "ckb", "dv", "fa", "he", "ps", "ur", "yi"]);
const RIGHT_TO_LEFT_LETTERS = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** @typedef {Record<string, string | number | Date>} TextArguments */

/** @type {string[]} */
const names = [];
/** Newest choice first: the bundles that `t` looks into.
 * @type {FluentBundle[]} */
let bundles = [];
let current = FALLBACK;
/** @type {Set<string>} */
const reported = new Set();

/**
 * Formats by what they were made of: to make one takes far longer than to use it, and tables use them by the hundred.
 * @type {Map<string, Intl.DateTimeFormat | Intl.DisplayNames | Intl.NumberFormat | Intl.RelativeTimeFormat>}
 */
const formats = new Map();

/** Fires `locale` when the texts have changed. */
export const localeEvents = new EventTarget();

/**
 * Loads the named files in the best language: `?lang=`, then the reader's earlier choice, then the browser's.
 * May be called again with further names. Throws when even the English texts cannot be fetched.
 * @param {...string} wanted names of Fluent files without `.ftl`
 */
export async function loadLocale(...wanted) {
  for (const name of wanted) if (!names.includes(name)) names.push(name);
  await use(negotiate());
}

/**
 * Changes the language of the interface and remembers the choice.
 * @param {string} tag one of LOCALES
 */
export async function setLocale(tag) {
  try {
    localStorage.setItem(STORAGE_KEY, tag);
  } catch {
    // Storage is refused to some embedded pages; the choice then lasts as long as the page.
  }
  await use(negotiate([tag]));
}

/** The language tag that the texts are in now. */
export function locale() {
  return current;
}

/**
 * The text of a message.
 * @param {string} id
 * @param {TextArguments} [args]
 * @returns {string}
 */
export function t(id, args) {
  for (const bundle of bundles) {
    const pattern = bundle.getMessage(id)?.value;
    if (pattern) {
      /** @type {Error[]} */
      const errors = [];
      const text = bundle.formatPattern(pattern, args ? isolated(args) : null, errors);
      for (const error of errors) report(`${id}: ${error.message}`);
      return text;
    }
  }
  report(`no text for ${id}`);
  return id;
}

/**
 * The text for a code that came from elsewhere, such as `error-rate-limited`; `<prefix>-unknown` when there is none.
 * @param {string} prefix
 * @param {string} code
 * @param {TextArguments} [args]
 */
export function textFor(prefix, code, args) {
  const id = `${prefix}-${code}`;
  const known = bundles.some((bundle) => bundle.hasMessage(id));
  return t(known ? id : `${prefix}-unknown`, { code, ...args });
}

/**
 * The text of a message whose id and arguments came from elsewhere.
 * @param {string} id
 * @param {TextArguments} args
 * @returns {string | null} null when there is no such message, or it takes an argument that is not there
 */
export function textIfWhole(id, args) {
  const bundle = bundles.find((each) => each.getMessage(id)?.value);
  const pattern = bundle?.getMessage(id)?.value;
  if (!bundle || !pattern) return null;
  /** @type {Error[]} */
  const errors = [];
  const text = bundle.formatPattern(pattern, isolated(args), errors);
  return errors.length === 0 ? text : null;
}

/**
 * A moment in the reader's conventions.
 * @param {number} ms Unix milliseconds
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function formatDateTime(ms, options = { dateStyle: "medium", timeStyle: "short" }) {
  const make = () => new Intl.DateTimeFormat(current, options);
  return formatOf(`moment ${current} ${JSON.stringify(options)}`, make).format(ms);
}

/**
 * How long ago or ahead a moment is: "3 minutes ago".
 * @param {number} ms Unix milliseconds
 * @param {number} [nowMs]
 */
export function formatRelative(ms, nowMs = Date.now()) {
  const seconds = (ms - nowMs) / 1000;
  const format = formatOf(
    `relative ${current}`,
    () => new Intl.RelativeTimeFormat(current, { numeric: "auto" }),
  );
  const size = Math.abs(seconds);
  if (size < 60) return format.format(Math.round(seconds), "second");
  if (size < 3600) return format.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/**
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function formatNumber(value, options) {
  const make = () => new Intl.NumberFormat(current, options);
  return formatOf(`number ${current} ${JSON.stringify(options)}`, make).format(value);
}

/**
 * The name of a language, by default in the reader's own: "Chinese". With `inLocale` = `tag`, its own name: "中文".
 * @param {string} tag BCP 47
 * @param {string} [inLocale]
 */
export function languageName(tag, inLocale = current) {
  return displayName("language", tag, inLocale);
}

/**
 * The own name of an interface language: "English", "简体中文".
 * @param {string} tag one of LOCALES
 */
export function localeName(tag) {
  // Readers of Chinese tell its written forms apart, not its countries.
  return languageName(tag === "zh-CN" ? "zh-Hans" : tag, tag);
}

/**
 * The name of a country in the reader's language.
 * @param {string} code ISO 3166-1 alpha-2
 */
export function countryName(code) {
  return displayName("region", code, current);
}

/**
 * The best of `offered` for this reader, by primary subtag in the order of the browser's languages.
 * @param {readonly string[]} offered BCP 47 tags
 * @param {readonly string[]} [wishes] tags that come before the browser's
 * @returns {string | undefined} the first of `offered` when none fits, undefined when it is empty
 */
export function preferredLanguage(offered, wishes = []) {
  for (const wish of [...wishes, ...navigator.languages]) {
    const found = offered.find((tag) => primary(tag) === primary(wish));
    if (found) return found;
  }
  return offered[0];
}

/** Renders its Lit host again whenever the language changes. */
export class LocaleController {
  /** @param {import("lit").ReactiveControllerHost} host */
  constructor(host) {
    this.update = () => host.requestUpdate();
    host.addController(this);
  }

  hostConnected() {
    localeEvents.addEventListener("locale", this.update);
  }

  hostDisconnected() {
    localeEvents.removeEventListener("locale", this.update);
  }
}

/** @param {string[]} [wishes] */
function negotiate(wishes) {
  const requested = wishes ?? [
    ...[new URLSearchParams(location.search).get("lang"), storedChoice()].filter((tag) => tag !== null),
    ...navigator.languages,
  ];
  const [best] = negotiateLanguages(requested, LOCALES, { strategy: "lookup", defaultLocale: FALLBACK });
  return best ?? FALLBACK;
}

/** @param {string} tag */
async function use(tag) {
  const chain = tag === FALLBACK ? [FALLBACK] : [tag, FALLBACK];
  bundles = await Promise.all(chain.map(load));
  current = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = isRightToLeft(tag) ? "rtl" : "ltr";
  localeEvents.dispatchEvent(new Event("locale"));
}

/** @param {string} tag */
async function load(tag) {
  // Fluent's invisible isolation marks are for mixed directions; elsewhere they only get into copied text.
  const bundle = new FluentBundle(tag, { useIsolating: isRightToLeft(tag) });
  const texts = await Promise.all(names.map((name) => fetchText(tag, name)));
  for (const text of texts) {
    for (const error of bundle.addResource(new FluentResource(text))) report(`${tag}: ${error.message}`);
  }
  return bundle;
}

/**
 * @param {string} tag
 * @param {string} name
 */
async function fetchText(tag, name) {
  const url = new URL(`../locales/${tag}/${name}.ftl`, import.meta.url);
  const response = await fetch(url);
  if (response.ok) return response.text();
  if (tag === FALLBACK) throw new Error(`${url.pathname}: HTTP ${response.status}`);
  report(`${url.pathname}: HTTP ${response.status}`);
  return "";
}

/**
 * Names and product titles may run against the direction of the sentence: those are isolated from it.
 * @param {TextArguments} args
 * @returns {TextArguments}
 */
function isolated(args) {
  /** @type {TextArguments} */
  const result = {};
  for (const [name, value] of Object.entries(args)) {
    const foreign = typeof value === "string" && RIGHT_TO_LEFT_LETTERS.test(value);
    result[name] = foreign ? `\u2068${value}\u2069` : value;
  }
  return result;
}

/**
 * @param {"language" | "region"} type
 * @param {string} code
 * @param {string} inLocale
 */
function displayName(type, code, inLocale) {
  try {
    const make = () => new Intl.DisplayNames([inLocale, current], { type });
    return formatOf(`${type} ${inLocale} ${current}`, make).of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/**
 * @template {Intl.DateTimeFormat | Intl.DisplayNames | Intl.NumberFormat | Intl.RelativeTimeFormat} T
 * @param {string} key
 * @param {() => T} make
 * @returns {T}
 */
function formatOf(key, make) {
  const known = /** @type {T | undefined} */ (formats.get(key));
  if (known) return known;
  const made = make();
  formats.set(key, made);
  return made;
}

/** @param {string} tag */
function isRightToLeft(tag) {
  return RIGHT_TO_LEFT.has(primary(tag));
}

/** @param {string} tag */
function primary(tag) {
  return tag.split("-")[0].toLowerCase();
}

function storedChoice() {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** @param {string} problem */
function report(problem) {
  if (reported.has(problem)) return;
  reported.add(problem);
  console.error(`i18n: ${problem}`);
}
