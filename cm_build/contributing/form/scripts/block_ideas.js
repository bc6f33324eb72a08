// Les idées d’un réseau : un bloc déjà rempli, que le lieu change, garde ou retire.
import { addBlock, blocksOf } from "./blocks.js";
import { draft } from "./draft.js";

/** @param {Piece} button @returns {Form.Tree} */
const ideaOf = (button) => JSON.parse(button.dataset.idee);
// Ce que le lieu suit déjà ne se propose plus ; ce qu’il retire se propose de nouveau.
/** @param {Form.Question} question */
export const showIdeas = (question) => {
  const box = question.box.querySelector(".cm-idees");
  if (!box) return;
  const followed = new Set(blocksOf(question).map((one) => one.querySelector("[data-identifiant]").value));
  const lines = [...box.querySelectorAll("li")];
  for (const line of lines) line.hidden = followed.has(ideaOf(line.querySelector("[data-idee]")).id);
  box.hidden = lines.every((line) => line.hidden);
};
/** @param {Form.Question} question @param {Piece} button */
export const takeIdea = (question, button) => {
  const since = /^\d{4}$/.test(draft.annee) ? { depuis: draft.annee } : {};
  return addBlock(question, { ...ideaOf(button), ...since });
};
