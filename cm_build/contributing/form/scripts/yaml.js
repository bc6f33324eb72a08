// Écrire le fichier : les textes toujours entre guillemets, pour que « 01004 », « no » ou « 12:30 » restent ce qu’ils sont.
import { isMap } from "./tree.js";

const WORD = /^(?:[a-z][a-z0-9_]*|-?\d+(?:\.\d+)?|\d{4}-\d{2}-\d{2})$/;
const SAID = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);
const ESCAPED =
  /[\\"\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]/gu;
/** @type {Record<string, string>} */
const SHORT = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r" };
/** @param {string} text */
const quoted = (text) =>
  `"${text.replace(ESCAPED, (one) => SHORT[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}"`;
/** @param {string} text */
const scalar = (text) => (WORD.test(text) && !SAID.has(text) && !/^-?0\d/.test(text) ? text : quoted(text));
/** @param {string} key */
const keyText = (key) => (/^[a-z][a-z0-9_]*$/.test(key) && !SAID.has(key) ? key : quoted(key));

/** @param {Form.Value} value @returns {string} */
export const inline = (value) => {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([key, one]) => `${keyText(key)}: ${inline(one)}`)
      .join(", ")}}`;
  return scalar(String(value ?? ""));
};
/** @param {Form.Tree} tree @param {number} [depth] @returns {string[]} */
export const lines = (tree, depth = 0) =>
  Object.entries(tree).flatMap(([key, value]) => {
    const margin = "  ".repeat(depth);
    // Ce que le lieu suit : une définition par ligne, pour qu’une année se compare à l’autre.
    if (depth === 0 && Array.isArray(value) && value.some(isMap))
      return [`${keyText(key)}:`, ...value.map((one) => `  - ${inline(one)}`)];
    return isMap(value) && Object.keys(value).length
      ? [`${margin}${keyText(key)}:`, ...lines(value, depth + 1)]
      : [`${margin}${keyText(key)}: ${inline(value)}`];
  });
