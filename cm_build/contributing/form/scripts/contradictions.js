// Deux réponses qui ne vont pas ensemble : les mêmes règles que le programme (places/coherence.py).
import { answerTo, holds } from "./conditions.js";
import { donnees } from "./data.js";
import { numberOf } from "./numbers.js";
import { CLOSE_ENOUGH } from "./partial.js";
import { isEmpty } from "./tree.js";

const STATE = "etat";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** @param {string} text */
export const wordsOf = (text) =>
  new Set(
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? [],
  );
// L’état du lieu n’est pas une réponse : sans lui, une fiche est celle d’un lieu ouvert.
/** @param {string} name @param {string | null} part @param {Form.Tree} tree @returns {Form.Value} */
const given = (name, part, tree) =>
  name === STATE ? tree.etat || "ouvert" : answerTo(part ? { de: name, part } : { de: name }, tree);
/** @param {Form.Value} first @param {Form.Value} second */
const isMore = (first, second) =>
  DAY.test(first) && DAY.test(second) ? first > second : numberOf(first) > numberOf(second);
// Deux montants se contredisent à plus de 1 % l’un de l’autre : on arrondit.
/** @param {Form.Value} first @param {Form.Value} second */
const differ = (first, second) => {
  const [left, right] = [numberOf(first), numberOf(second)];
  if (Number.isNaN(left) || Number.isNaN(right)) return isMore(first, second) || isMore(second, first);
  return Math.abs(left - right) > CLOSE_ENOUGH * Math.max(Math.abs(left), Math.abs(right));
};
/** @param {Form.Coherence} rule @param {Form.Tree} tree */
export const contradicts = (rule, tree) => {
  const [first, second] = [given(rule.de, rule.part_de, tree), given(rule.avec, rule.part_avec, tree)];
  if (isEmpty(first) || isEmpty(second)) return false;
  if (rule.etats.length && !rule.etats.includes(first)) return false;
  if (rule.mots.length && !rule.mots.some((word) => wordsOf(String(first)).has(word))) return false;
  if (rule.egaux) return differ(first, second);
  return rule.si ? holds(rule.si, tree) === true : isMore(first, second);
};
// La question où la contradiction se dit : la première des deux.
/** @param {Form.Coherence} rule */
export const saidAt = (rule) => (rule.de === STATE ? "fiche.etat" : rule.de);
/** @param {Form.Tree} tree */
export const contradictionsIn = (tree) => donnees.coherences.filter((rule) => contradicts(rule, tree));
