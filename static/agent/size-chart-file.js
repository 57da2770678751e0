/**
 * A size chart out of a file or the clipboard, CSV or JSON, as a draft: what cannot be taken stays to be mended at its
 * cell. Columns are those of `server/sizing/charts.py`.
 */
/** @import { Fault } from "../modules/api.js" */
/** @import { Draft, DraftRow } from "./size-chart-draft.js" */
import { DIMENSIONS, draftOf, GARMENTS, GROUPS } from "./size-chart-draft.js";

/** Between the two lengths of a range that stands in one cell. */
const RANGE = /\s*(?:–|—|-|to|\.\.)\s*/;

/**
 * @typedef {{ part: "size" | "both" | "least" | "most" | "piece", dimension: string }} Column
 */

/**
 * @param {string} text
 * @param {Draft} before has what a CSV table does not say of itself
 * @returns {{ draft: Draft, faults: Fault[] }} with a fault, the draft is the one before
 */
export function draftFromText(text, before) {
  const plain = text.replace(/^\ufeff/, "").trim();
  return plain.startsWith("{") ? fromJson(plain, before) : fromTable(plain, before);
}

/**
 * The cells of a table, quoted where they hold what would end them. Empty lines are left out.
 * @param {string} text
 * @param {string} [delimiter] between the cells; without it that of comma, semicolon and tab which the first line has most
 */
export function cellsOf(text, delimiter = likelyDelimiter(text)) {
  const cell = new RegExp(`"((?:[^"]|"")*)"?[^${delimiter}\\r\\n]*|([^${delimiter}\\r\\n]*)`, "y");
  /** @type {string[][]} */
  const lines = [[]];
  for (let at = 0; at <= text.length; at += 1) {
    cell.lastIndex = at;
    const [whole, quoted, bare] = /** @type {RegExpExecArray} */ (cell.exec(text));
    lines[lines.length - 1].push((quoted?.replaceAll('""', '"') ?? bare).trim());
    at += whole.length;
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    if (text[at] === "\n" || text[at] === "\r") lines.push([]);
  }
  return lines.filter((line) => line.some((each) => each !== ""));
}

/** @param {string} text */
function likelyDelimiter(text) {
  const first = text.split("\n", 1)[0];
  const count = (/** @type {string} */ mark) => first.split(mark).length;
  return [",", ";", "\t"].sort((a, b) => count(b) - count(a))[0];
}

/**
 * @param {string} text
 * @param {Draft} before
 */
function fromTable(text, before) {
  const [heading = [], ...lines] = cellsOf(text);
  const columns = heading.map(columnOf);
  /** @type {Fault[]} */
  const faults = heading.filter((_, index) => columns[index] === null).map(unknownColumn);
  const twice = heading.filter((name, index) => heading.indexOf(name) < index);
  faults.push(...twice.map((column) => ({ ...faultOf("column-twice"), values: { column } })));
  if (!columns.some((column) => column?.part === "size")) faults.push(faultOf("no-size-column"));
  const known = /** @type {Column[]} */ (columns);
  return faults.length > 0
    ? { draft: before, faults }
    : { draft: { ...before, ...tableOf(known, lines) }, faults };
}

/**
 * @param {Column[]} columns
 * @param {string[][]} lines
 */
function tableOf(columns, lines) {
  const named = (/** @type {boolean} */ piece) => [
    ...new Set(
      columns
        .filter(({ part }) => part !== "size" && (part === "piece") === piece)
        .map(({ dimension }) => dimension),
    ),
  ];
  const rows = lines.map((line) => {
    /** @type {DraftRow} */
    const row = { size: "", body: {}, piece: {}, faults: [] };
    columns.forEach(({ part, dimension }, index) => {
      put(row, part, dimension, line[index] ?? "");
    });
    return row;
  });
  return { dimensions: named(false), pieces: named(true), rows };
}

/**
 * @param {DraftRow} row
 * @param {Column["part"]} part
 * @param {string} dimension
 * @param {string} text
 */
function put(row, part, dimension, text) {
  const [least, most] = row.body[dimension] ?? ["", ""];
  const parts = text.split(RANGE);
  // A spreadsheet would take what begins with one of these for a formula, so a quote stands before it.
  if (part === "size") row.size = text.replace(/^'(?=[=+@-])/, "");
  else if (part === "piece") row.piece[dimension] = text;
  else if (part === "both") row.body[dimension] = [parts[0], parts.at(-1) ?? ""];
  else row.body[dimension] = part === "least" ? [text, most] : [least, text];
}

/** @param {string} name @returns {Column | null} null when there is no such column */
function columnOf(name) {
  const plain = name.toLowerCase().replaceAll(" ", "_");
  if (plain === "size") return { part: "size", dimension: "" };
  const [, piece, dimension, end] = /^(garment_)?(.*?)(?:_(least|most))?$/.exec(plain) ?? [];
  if (!isDimension(dimension)) return null;
  return { part: piece ? "piece" : end === "least" || end === "most" ? end : "both", dimension };
}

/**
 * A chart, or an entry that holds one, as the service gives them.
 * @param {string} text
 * @param {Draft} before
 */
function fromJson(text, before) {
  const found = parsed(text);
  const chart = found?.chart ?? found;
  if (!Array.isArray(chart?.dimensions) || !Array.isArray(chart.rows) || !chart.rows.every(isRow)) {
    return { draft: before, faults: [faultOf("no-chart")] };
  }
  const draft = draftOf({
    system: `${chart.system ?? before.system}`,
    group: known(GROUPS, chart.group),
    garment: known(GARMENTS, chart.garment),
    dimensions: chart.dimensions.map(String),
    rows: chart.rows.map((/** @type {any} */ row) => ({
      ...row,
      size: `${row.size}`,
      body_cm: row.body_cm ?? {},
    })),
  });
  const pieces = chart.rows.flatMap((/** @type {any} */ { garment_cm }) => Object.keys(garment_cm ?? {}));
  const faults = [...new Set([...draft.dimensions, ...pieces])]
    .filter((name) => !isDimension(name))
    .map(unknownColumn);
  return faults.length > 0 ? { draft: before, faults } : { draft, faults };
}

/** @param {string} text @returns {any} undefined when it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @param {any} row */
function isRow(row) {
  return (
    ["string", "number"].includes(typeof row?.size) && Object.values(row.body_cm ?? {}).every(Array.isArray)
  );
}

/** @param {readonly string[]} words @param {unknown} word */
function known(words, word) {
  return words.find((each) => each === word) ?? null;
}

/** @param {string} name */
function isDimension(name) {
  return /** @type {readonly string[]} */ (DIMENSIONS).includes(name);
}

/** @param {string} column @returns {Fault} */
function unknownColumn(column) {
  return { ...faultOf("column-unknown"), values: { column } };
}

/** @param {string} code @returns {Fault} */
function faultOf(code) {
  return { where: "row 0", code, detail: code };
}
