// Ce qu’une définition du lieu a de privé d’office, à choisir avant de publier, comme toute intention.
import { privateParts } from "./block_parts.js";
import { blocksOf, cellOf, showChosen } from "./blocks.js";
import { draft } from "./draft.js";
import { inWords, wordsOf } from "./labels.js";
import { valueAt } from "./tree.js";

/** @param {Form.Value} value @param {Form.Tree} row */
const worded = (value, row) => (typeof value === "string" ? inWords(value) : aimInWords(value, row));
/** @param {Form.Tree} aim @param {Form.Tree} row */
const aimInWords = (aim, row) =>
  [[aim.valeur, row.unite].filter(Boolean).join(" "), aim.annee ? `en ${aim.annee}` : ""].filter(Boolean).join(" ");

/** @param {Form.Question} question @returns {Form.Choice[]} */
export const ownChoices = (question) => {
  // Une définition gardée tout entière ne se choisit pas par morceaux.
  const going = privateParts(draft.document, question.path).filter(
    ({ row }) => !draft.retenues.includes(`${question.path}.${row.id}`),
  );
  return going.map(({ row, key, name }) => ({
    id: name,
    names: [name],
    text: `${row.titre ?? row.id} : ${worded(row[key], row)}`,
    more: key === "visee" ? "Ce que vous visez" : labelIn(question, key),
    chosen: () => showChosen(question),
  }));
};
/** @param {Form.Question} question @param {string} key */
const labelIn = (question, key) => {
  const box = question.box.querySelector(":scope > template").content;
  return wordsOf(cellOf(box, key).querySelector("label"));
};
