// Le sens d’un changement se propose d’après les réponses qui en ont déjà un ; la personne le dit, ou non.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { draft } from "./draft.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { isEmpty, valueAt } from "./tree.js";

/** @param {Piece} box */
const proposed = (box) => {
  const told = [...box.closest("[data-ecran]").querySelectorAll("[data-signe]:checked")]
    .filter((one) => !box.contains(one) && !one.closest("[data-q]").hidden)
    .map((one) => one.dataset.signe);
  const [good, bad] = [told.includes("positif"), told.includes("negatif")];
  const sign = good && bad ? "neutre" : good ? "positif" : bad ? "negatif" : "";
  return sign && box.querySelector(`[data-signe="${sign}"]`);
};
// Rien n’est coché à la place de la personne : un bouton, qui s’en va dès qu’elle a répondu.
export const proposeDirections = () => {
  for (const box of page.querySelectorAll("[data-sens]")) {
    const question = questions.get(box.dataset.q);
    const input = isEmpty(valueAt(draft.document, question.path)) && !box.hidden ? proposed(box) : null;
    box.querySelector("[data-proposition]")?.remove();
    if (!input) continue;
    const word = input.labels[0].textContent.trim();
    const button = phrase("button", { type: "button", class: "cm-lien", text: `Répondre « ${word} »` });
    button.addEventListener("click", () => {
      input.click();
      input.focus();
    });
    const line = phrase("p", { class: "cm-q__note" }, "Vos autres réponses sur cet effet vont dans ce sens. ", button);
    line.dataset.proposition = "";
    box.querySelector(".cm-choix-liste").before(line);
  }
};
