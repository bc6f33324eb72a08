// Ce qu’un champ montre, et ce qu’il garde sans savoir le montrer.
import { phrase } from "../../../pages/shell/scripts/dom.js";

// Un champ ne montre pas toujours ce qu’un fichier dit (deux lignes, un choix inconnu) : non touché, il le garde tel quel.
/** @param {Piece} input @param {Form.Value} value */
export const showIn = (input, value) => {
  const text = typeof value === "string" ? value : "";
  if (input.tagName === "SELECT" && text && ![...input.options].some((one) => one.value === text)) {
    input.append(phrase("option", { value: text, text: `${text} (inconnu du questionnaire)` }));
  }
  input.value = text;
  input.asked = { text, shown: input.value };
  input.settled = input.value.trim();
};
/** @param {Piece} input */
export const textIn = (input) =>
  (input.asked && input.asked.shown === input.value ? input.asked.text : input.value).trim();
/** @param {Piece} box @param {string} kind */
export const namesIn = (box, kind) => [...box.querySelectorAll(`[data-${kind}]`)].map((one) => one.dataset[kind]);
