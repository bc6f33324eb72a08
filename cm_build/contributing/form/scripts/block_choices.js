// Ce qu’une définition du lieu a de privé d’office, à choisir avant de publier, comme toute intention.
import { optionIn } from "./block_words.js";
import { cellOf, showChosen } from "./blocks.js";
import { draft } from "./draft.js";
import { wordsOf } from "./labels.js";
import { isEmpty, isMap, valueAt } from "./tree.js";

// Chaque case du bloc montre quelques clés d’un geste ; la première est celle que les autres suivent.
/** @param {Form.Question} question @returns {string[][]} */
const groupsIn = (question) =>
  [...question.box.querySelector(":scope > template").content.querySelectorAll("[data-montrer]")].map((box) =>
    box.dataset.montrer.split(" "),
  );

/** @param {Form.Question} question @returns {Form.Choice[]} */
export const ownChoices = (question) =>
  [valueAt(draft.document, question.path) ?? []]
    .flat()
    .filter(isMap)
    // Une définition gardée tout entière ne se choisit pas par morceaux.
    .filter((/** @type {Form.Tree} */ row) => !draft.retenues.includes(`${question.path}.${row.id}`))
    .flatMap((/** @type {Form.Tree} */ row) =>
      groupsIn(question)
        .filter(([first]) => !isEmpty(row[first]))
        .map((keys) =>
          choiceIn(
            question,
            row,
            keys.filter((key) => !isEmpty(row[key])),
          ),
        ),
    );
/** @param {Form.Question} question @param {Form.Tree} row @param {string[]} keys @returns {Form.Choice} */
const choiceIn = (question, row, [first, ...others]) => ({
  id: `${question.path}.${row.id}.${first}`,
  names: [first, ...others].map((key) => `${question.path}.${row.id}.${key}`),
  text: `${row.titre ?? row.id} : ${isMap(row[first]) ? aimInWords(row) : row[first]}`,
  more: others.length
    ? others.map((key) => `${labelIn(question, key)} ${optionIn(question, key, row[key])}`).join(" ")
    : labelIn(question, first),
  chosen: () => showChosen(question),
});
/** @param {Form.Tree} row */
const aimInWords = ({ visee, unite }) =>
  [visee.valeur, unite, visee.annee ? `en ${visee.annee}` : ""].filter(Boolean).join(" ");
/** @param {Form.Question} question @param {string} key */
const labelIn = (question, key) => {
  /** @type {Piece} */
  const block = question.box.querySelector(":scope > template").content.firstElementChild;
  const cell = cellOf(block, key);
  return cell ? wordsOf(cell.querySelector("label")) : "Ce que vous visez";
};
