// Les signes que personne ne voit, ou qui couvrent ce que d’autres ont écrit : la même règle que le programme
// (reading/hidden.py), par les propriétés d’Unicode.
import { message } from "./data.js";

const DRAWN_AS_NOTHING = /[\p{Default_Ignorable_Code_Point}\u2800\u{13441}\u{13442}\u{1D159}\u{16FE4}\ufff9-\ufffb]/u;
const NEVER_TYPED = /[\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
// Ceux-ci se voient, ou finissent une ligne.
const DRAWN = /[\t\n\r\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110BD}\u{110CD}]/u;
/** @param {string} one */
const isMark = (one) => /[\p{Mn}\p{Me}]/u.test(one) && !DRAWN_AS_NOTHING.test(one);
/** @param {string} one */
const isOdd = (one) => DRAWN_AS_NOTHING.test(one) || isMark(one) || (NEVER_TYPED.test(one) && !DRAWN.test(one));
const [MOST_STACKED, MOST_MARKS] = [3, 8];
// Les accents qui s’empilent : ranger deux signes dans l’ordre d’Unicode met après U+0F74 ceux-là, et eux seuls.
/** @param {string} mark */
const isStacking = (mark) => mark !== "\u0f74" && `${mark}\u0f74`.normalize("NFD").startsWith("\u0f74");
/** @param {string} one @param {string} before @param {string} after */
const isNeeded = (one, before, after) => {
  if (!before) return false;
  if (/[\u200c\u200d]/.test(one))
    return /[\p{Lo}\p{So}\p{Sk}\p{Mn}\p{Mc}]/u.test(before) && !/[\u0300-\u036f]/.test(before);
  if (!/[\ufe0e\ufe0f]/.test(one)) return false;
  return /[\p{So}ℹ‼⁉〰〽]/u.test(before) || (/\p{Sm}/u.test(before) && before >= "\u2190") || after === "\u20e3";
};
/** @param {string} text */
export const unseenIn = (text) => {
  const signs = [...text];
  let [stacked, marks] = [0, 0];
  return signs.flatMap((one, at) => {
    if (!isOdd(one)) {
      [stacked, marks] = [0, 0];
      return [];
    }
    let needed = isNeeded(one, signs[at - 1], signs[at + 1]);
    if (isMark(one)) {
      marks += 1;
      stacked += isStacking(one) ? 1 : 0;
      needed = stacked <= MOST_STACKED && marks <= MOST_MARKS;
    }
    return needed
      ? []
      : [{ at, one, name: `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` }];
  });
};
// Ce qu’un texte collé d’ailleurs porte sans place ni sens : l’ôter ne change rien à ce qu’on lit. Le reste se dit, et reste.
/** @param {string} text */
export const withoutUnseen = (text) => {
  const unseen = new Map(
    unseenIn(text)
      .filter(({ one }) => /[\p{Cf}\p{Zl}\p{Zp}]/u.test(one))
      .map(({ at, one }) => [at, one]),
  );
  return [...text].map((one, at) => (unseen.has(at) ? (/\p{Cf}/u.test(one) ? "" : " ") : one)).join("");
};
/** @param {string} text @param {boolean} short */
export const signFault = (text, short) => {
  const [hidden] = unseenIn(text);
  if (hidden) return message("CM-103", { lu: hidden.name });
  return short && text.trim() && !/[\p{L}\p{N}]/u.test(text) ? message("CM-340", { lu: text.trim() }) : null;
};
