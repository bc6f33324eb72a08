// La commune : un code postal, un nom, ou le début de l’un ou de l’autre ; les listes viennent du site lui-même.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { spaced } from "../../../pages/shell/scripts/french.js";
import { communesLike } from "./commune_lists.js";
import { draft } from "./draft.js";
import { clearErrors } from "./errors.js";
import { keepQuestion } from "./keeping.js";
import { keepingFocus } from "./page.js";
import { refresh } from "./refreshing.js";
import { saveSoon } from "./store.js";

const MOST_COMMUNES = 8;
/** @param {Form.Question} question @param {string} text @param {string[]} [lines] */
const tellCommune = (question, text, lines = []) => {
  question.box.querySelector("[data-commune]").textContent = spaced(text);
  const box = question.box.querySelector("[data-communes]");
  // Pris en y arrivant au clavier : les propositions s’effacent, et l’on passe à la question suivante.
  keepingFocus(box, () =>
    box.replaceChildren(
      ...lines.map((line) => {
        const button = phrase("button", { type: "button", class: "cm-bouton cm-bouton--clair", text: line });
        button.addEventListener("click", () => {
          question.main.focus();
          takeCommune(question, line);
        });
        return button;
      }),
    ),
  );
};
/** @param {Form.Question} question @param {string} line */
const takeCommune = (question, line) => {
  question.main.value = line;
  if (question.box.classList.contains("cm-q--erreur")) clearErrors();
  keepQuestion(question, draft.document);
  refresh();
  saveSoon();
  tellCommune(question, `Commune reconnue : ${line.slice(6)} (${line.slice(0, 5)})`);
};
// Pendant qu’on écrit, on propose ; quand on quitte le champ, une seule commune possible est la bonne.
/** @param {Form.Question} question @param {boolean} settled */
export const suggestCommunes = async (question, settled) => {
  const typed = question.main.value.trim();
  const found = await communesLike(typed);
  // Quitté par Tab, le clavier est encore en route vers les propositions : on l’attend avant de les ôter.
  if (settled)
    await new Promise((arrived) => {
      setTimeout(arrived);
    });
  if (question.main.value.trim() !== typed) return;
  if (found.length === 1 && (settled || found[0] === typed)) takeCommune(question, found[0]);
  else if (found.length && found.length <= MOST_COMMUNES)
    tellCommune(question, found.length > 1 ? "Laquelle ?" : "Est-ce celle-ci ?", found);
  else
    tellCommune(
      question,
      found.length && settled
        ? `${found.length} communes commencent ainsi : ajoutez le code postal, ou la suite du nom.`
        : "",
    );
};
