// Les lignes d’un tableau : ajoutées, numérotées, nommées.
import { namesIn, showIn } from "./inputs.js";
import { own, restOf } from "./tree.js";

let lineNumber = 0;
export const nextNumber = () => (lineNumber += 1);
/** @param {Form.Question} q @param {Form.Value} [row] */
export const addLine = (q, row = {}) => {
  const line = q.box.querySelector("template").content.firstElementChild.cloneNode(true);
  const number = nextNumber();
  for (const cell of line.querySelectorAll("[data-colonne]")) {
    const [label, input] = [cell.querySelector("label"), cell.querySelector("input, select")];
    input.id = `ligne-${number}-${cell.dataset.colonne}`;
    label.htmlFor = input.id;
    showIn(input, own(row, cell.dataset.colonne));
  }
  line.rest = restOf(row, namesIn(line, "colonne"));
  q.box.querySelector("[data-lignes]").append(line);
  nameLines(q);
  return line;
};
/** @param {Form.Question} q */
export const nameLines = (q) => {
  const lines = [...q.box.querySelectorAll(".cm-ligne")];
  lines.forEach((line, index) => {
    const what = q.kind === "blocs" ? "cette définition" : `la ligne ${index + 1}`;
    line.querySelector("[data-retirer]").textContent = `Retirer ${what}`;
  });
  q.box.querySelector("[data-ajouter]").hidden = lines.length >= Number(q.box.dataset.max);
};
