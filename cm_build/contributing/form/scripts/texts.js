// Ce qu’un texte ne doit pas contenir : les mêmes motifs que le programme (places/text.py), sans attendre l’aperçu.
import { message } from "./data.js";

const WORD_LETTER = "\\p{L}\\p{N}_";
// « @atelier@exemple.fr » est un compte d’un réseau public ; « 02-03-2019 12 h », un jour et une heure.
const EMAIL = new RegExp(
  `(?<![${WORD_LETTER}.+-])(?<!(?<![${WORD_LETTER}.+-])@)[${WORD_LETTER}.+-]+@[${WORD_LETTER}-]+(?:\\.[${WORD_LETTER}-]+)*\\.[A-Za-z]{2,}`,
  "gu",
);
const PHONE =
  /(?<![\d.])(?:(?:\+|00)33[ \u00a0\u202f.-]?(?:\(0\)[ \u00a0\u202f.-]?)?|0)[1-9][ \u00a0\u202f.-]?\d\d([ \u00a0\u202f.-]?)\d\d(?:\1\d\d){2}(?!\d)/g;
// « Lots 01 02 03 04 05 » : des nombres qui se suivent ne sont pas un numéro.
/** @param {string} digits */
const isList = (digits) =>
  (digits.match(/\d\d/g) ?? []).every((pair, rank, all) => Number(pair) === Number(all[0]) + rank);
const PERSON = new RegExp(
  `(?<![${WORD_LETTER}])(?:M\\.|Mme|Mlle|Mr|Monsieur|Madame)\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+(?:\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+)?`,
  "gu",
);
/** @param {string} code @param {RegExp} pattern @param {string} text */
const matched = (code, pattern, text) =>
  [...text.matchAll(pattern)].map(([lu]) => ({ code, lu, text: message(code, { lu }) }));
/** @param {string} text */
export const refusedIn = (text) => [
  ...matched("CM-321", EMAIL, text),
  ...matched("CM-322", PHONE, text).filter(({ lu }) => !isList(lu)),
];
/** @param {string} text */
export const doubtfulIn = (text) => matched("CM-329", PERSON, text);
