// Une répartition commencée et laissée là (places/partial.py).
import { numberOf } from "./numbers.js";
import { isMap, own } from "./tree.js";

export const CLOSE_ENOUGH = 0.01;
/** @param {Form.Tree} value */
const sumOf = (value) => Object.values(value).reduce((sum, one) => sum + (numberOf(one) || 0), 0);
// Commencée, pas cochée « J’ai tout indiqué », loin du total attendu, et il reste des lignes vides (places/partial.py).
/** @param {Form.Value} value @param {string[]} parts @param {number} whole */
export const isBegun = (value, parts, whole) => {
  if (!isMap(value) || own(value, "complet") === "oui") return false;
  const given = parts.filter((part) => own(value, part) !== undefined);
  const reached = whole > 0 && Math.abs(sumOf(value) - whole) <= whole * CLOSE_ENOUGH;
  // Une ligne « ? » dit déjà que tout n’est pas connu.
  return given.length > 0 && given.length < parts.length && !reached && !Object.values(value).includes("ne_sait_pas");
};
