/**
 * A size chart while it is edited: every cell as it was typed, so that nothing is lost that cannot be taken yet. A draft
 * is never changed: each function returns another.
 */
/** @import { Fault } from "../modules/api.js" */
import { CM_PER_INCH, typedNumber } from "../room/size-units.js";

/**
 * @typedef {object} Chart as the service has it
 * @property {string} system
 * @property {string[]} dimensions of the body
 * @property {{ size: string, body_cm: Record<string, [number, number]>, garment_cm?: Record<string, number> }[]} rows
 * @property {string | null} [group]
 * @property {string | null} [garment]
 *
 * @typedef {object} DraftRow one size; lengths in cm
 * @property {string} size
 * @property {Record<string, [string, string]>} body least and most, by dimension
 * @property {Record<string, string>} piece the garment itself, by dimension
 * @property {readonly Fault[]} faults what was found wrong with it
 *
 * @typedef {object} Draft
 * @property {string} system
 * @property {string} group "" leaves it open
 * @property {string} garment "" leaves it open
 * @property {readonly string[]} dimensions of the body
 * @property {readonly string[]} pieces dimensions in which the garment itself is measured
 * @property {readonly DraftRow[]} rows
 *
 * @typedef {"size" | "least" | "most" | "piece"} Part
 * @typedef {{ row: number, part: Part, dimension: string }} Cell `row` from 0; `dimension` is "" for the size
 */

/** Dimensions of the body, as EN 13402-1 names them, in the order of the service. */
export const DIMENSIONS = /** @type {const} */ ([
  "head",
  "neck",
  "chest",
  "underbust",
  "waist",
  "hip",
  "height",
  "inside_leg",
  "arm_length",
  "hand",
  "foot_length",
]);
export const GROUPS = /** @type {const} */ (["women", "men", "children", "unisex"]);
export const GARMENTS = /** @type {const} */ (["top", "bottom", "dress", "shoes"]);

/** How many centimetres the units are that people enter by mistake. */
const CM = /** @type {Record<string, number>} */ ({ in: CM_PER_INCH, mm: 0.1, m: 100 });
/** No size fits bodies of which one measures so many times the other; the units differ by more. */
const WIDEST_RANGE = 1.6;

/** @returns {Draft} */
export function emptyDraft() {
  return { system: "", group: "", garment: "", dimensions: [], pieces: [], rows: [emptyRow()] };
}

/**
 * @param {Chart} chart
 * @returns {Draft}
 */
export function draftOf({ system, group, garment, dimensions, rows }) {
  const measured = new Set(rows.flatMap((row) => Object.keys(row.garment_cm ?? {})));
  return {
    system,
    group: group ?? "",
    garment: garment ?? "",
    dimensions,
    pieces: DIMENSIONS.filter((name) => measured.has(name)),
    rows: rows.map(({ size, body_cm, garment_cm = {} }) => ({
      size,
      body: mapped(body_cm, ([least, most]) => /** @type {[string, string]} */ ([`${least}`, `${most}`])),
      piece: mapped(garment_cm, String),
      faults: [],
    })),
  };
}

/**
 * The chart to be sent. Cells that are no numbers are told as faults of their rows, counted from 1 as the service does;
 * an empty cell is left out.
 * @param {Draft} draft
 * @returns {{ chart: Chart, faults: Fault[] }}
 */
export function chartOf(draft) {
  /** @type {Fault[]} */
  const faults = [];
  const rows = draft.rows.map(({ size, body, piece }, row) => {
    /** @type {Record<string, [number, number]>} */
    const body_cm = {};
    /** @type {Record<string, number>} */
    const garment_cm = {};
    const number = (
      /** @type {string} */ text,
      /** @type {string} */ dimension,
      /** @type {Part} */ part,
    ) => {
      const value = lengthIn(text);
      if (value === null && text.trim() !== "") faults.push(noNumber({ row, part, dimension }, text));
      return value;
    };
    for (const name of draft.dimensions) {
      const [least, most] = body[name] ?? ["", ""];
      const limits = [number(least, name, "least"), number(most, name, "most")];
      if (limits[0] !== null && limits[1] !== null) body_cm[name] = [limits[0], limits[1]];
    }
    for (const name of draft.pieces) {
      const value = number(piece[name] ?? "", name, "piece");
      if (value !== null) garment_cm[name] = value;
    }
    return { size: size.trim(), body_cm, garment_cm };
  });
  const { system, group, garment, dimensions } = draft;
  const chart = {
    system: system.trim(),
    dimensions: [...dimensions],
    rows,
    ...(group && { group }),
    ...(garment && { garment }),
  };
  return { chart, faults };
}

/**
 * A draft whose rows know what is wrong with them, and what is wrong with none of them in particular.
 * @param {Draft} draft
 * @param {readonly Fault[]} faults
 */
export function marked(draft, faults) {
  const rows = draft.rows.map((row, index) => ({
    ...row,
    faults: faults.filter((fault) => rowOf(fault) === index),
  }));
  const general = faults.filter((fault) => draft.rows[rowOf(fault)] === undefined);
  return { draft: { ...draft, rows }, general };
}

/**
 * Whether a fault of the cell's row is about this cell.
 * @param {Fault} fault
 * @param {Part} part
 * @param {string} dimension
 */
export function isAbout({ code, values = {} }, part, dimension) {
  if (part === "size") return code === "no-size" || code === "size-twice";
  if (values.dimension !== dimension) return false;
  if (values.part) return values.part === part;
  return (code === "garment-implausible") === (part === "piece");
}

/** @param {Draft} draft @param {Cell} cell */
export function cellText({ rows }, { row, part, dimension }) {
  const { size, body, piece } = rows[row];
  if (part === "size") return size;
  if (part === "piece") return piece[dimension] ?? "";
  return body[dimension]?.[part === "least" ? 0 : 1] ?? "";
}

/**
 * @param {Draft} draft
 * @param {Cell} cell
 * @param {string} text what is in it now; what was wrong with it is forgotten
 * @returns {Draft}
 */
export function withCell(draft, { row: index, part, dimension }, text) {
  const row = draft.rows[index];
  const faults = row.faults.filter((fault) => !isAbout(fault, part, dimension));
  const [least, most] = row.body[dimension] ?? ["", ""];
  /** @type {[string, string]} */
  const limits = part === "least" ? [text, most] : [least, text];
  const changes = {
    size: { size: text },
    piece: { piece: { ...row.piece, [dimension]: text } },
    least: { body: { ...row.body, [dimension]: limits } },
    most: { body: { ...row.body, [dimension]: limits } },
  };
  return { ...draft, rows: draft.rows.with(index, { ...row, ...changes[part], faults }) };
}

/**
 * @param {Draft} draft
 * @param {number} index where the new size stands
 * @returns {Draft}
 */
export function withRow(draft, index) {
  return { ...draft, rows: draft.rows.toSpliced(index, 0, emptyRow()) };
}

/** @param {Draft} draft @param {number} index @returns {Draft} */
export function withoutRow(draft, index) {
  return { ...draft, rows: draft.rows.toSpliced(index, 1) };
}

/**
 * @param {Draft} draft
 * @param {"dimensions" | "pieces"} list
 * @param {string} name
 * @returns {Draft}
 */
export function withColumn(draft, list, name) {
  return { ...draft, [list]: [...draft[list], name] };
}

/** @param {Draft} draft @param {"dimensions" | "pieces"} list @param {string} name @returns {Draft} */
export function withoutColumn(draft, list, name) {
  const part = list === "pieces" ? "piece" : "body";
  const rows = draft.rows.map((row) => {
    const { [name]: _gone, ...rest } = row[part];
    const own = list === "pieces" ? ["piece"] : ["least", "most"];
    const faults = row.faults.filter(
      (fault) => !own.some((each) => isAbout(fault, /** @type {Part} */ (each), name)),
    );
    return { ...row, [part]: rest, faults };
  });
  return { ...draft, [list]: draft[list].filter((each) => each !== name), rows };
}

/**
 * What the service took for another unit, in centimetres: the length that it names, and the other end of its range where that
 * is of the same order. What was wrong there is forgotten.
 * @param {Draft} draft
 * @returns {Draft}
 */
export function inCentimetres(draft) {
  return { ...draft, rows: draft.rows.map((row) => row.faults.reduce(converted, row)) };
}

/**
 * @param {DraftRow} row
 * @param {Fault} fault
 * @returns {DraftRow}
 */
function converted(row, { code, values = {} }) {
  const [factor, name, named] = [CM[values.likely], `${values.dimension}`, Number(values.value)];
  if (code !== "wrong-unit" || factor === undefined || !row.body[name]) return row;
  const [least, most] = row.body[name].map((text) => {
    const value = lengthIn(text);
    if (value === null || Math.max(value / named, named / value) > WIDEST_RANGE) return text;
    return `${Math.round(value * factor * 10) / 10}`;
  });
  const faults = row.faults.filter((fault) => !isAbout(fault, "least", name));
  return { ...row, body: { ...row.body, [name]: [least, most] }, faults };
}

/**
 * How much larger the piece is than the bodies of its size, in cm: over the largest and over the smallest of them.
 * @param {DraftRow} row
 * @param {string} dimension
 * @returns {[number, number] | null} null while that is not known
 */
export function easeOf({ body, piece }, dimension) {
  const [least, most] = (body[dimension] ?? ["", ""]).map(lengthIn);
  const cm = lengthIn(piece[dimension] ?? "");
  if (cm === null || least === null || most === null) return null;
  return [cm - most, cm - least];
}

/**
 * @param {string} text
 * @returns {number | null} in cm; null when it is no number
 */
function lengthIn(text) {
  return typedNumber(text.replace(/\s*cm\s*$/i, ""));
}

/** @param {Cell} cell @param {string} text @returns {Fault} */
function noNumber({ row, part, dimension }, text) {
  const values = { row: row + 1, part, dimension, cell: text };
  return { where: `row ${row + 1}`, code: "no-number", detail: `${text} is no number`, values };
}

/** The index of the row that a fault names; -1 for none. @param {Fault} fault */
function rowOf({ values }) {
  return Number(values?.row ?? 0) - 1;
}

/** @returns {DraftRow} */
function emptyRow() {
  return { size: "", body: {}, piece: {}, faults: [] };
}

/**
 * @template V, W
 * @param {Record<string, V>} record
 * @param {(value: V) => W} change
 * @returns {Record<string, W>}
 */
function mapped(record, change) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
