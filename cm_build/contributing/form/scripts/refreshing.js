// Ce qui se montre suit les réponses : questions posées, précisions, totaux.
import { find } from "../../../pages/shell/scripts/dom.js";
import { dayText, isDay, numberText, spaced } from "../../../pages/shell/scripts/french.js";
import { showIdeas } from "./block_ideas.js";
import { isAsked } from "./conditions.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { showGroups } from "./groups.js";
import { showYear } from "./months.js";
import { numberOf } from "./numbers.js";
import { page } from "./page.js";
import { answered, isToCome } from "./path.js";
import { showProposals } from "./propositions.js";
import { questions } from "./questions.js";
import { RESERVED, valueAt } from "./tree.js";

// Un axe est long : ses sous-axes se replient, et disent où l’on en est.
const folds = [...page.querySelectorAll(".cm-sousaxe")];
/** @param {(fold: Piece) => boolean} first */
export const foldBut = (first) => {
  for (const fold of folds) fold.open = first(fold);
};
/** @param {Piece} fold */
const showFold = (fold) => {
  const within = [...fold.querySelectorAll("[data-q]")]
    .map((box) => questions.get(box.dataset.q))
    .filter((one) => !one.box.hidden);
  const given = within.filter(answered).length;
  fold.hidden = !within.length;
  const said = fold.querySelector("[data-compte]");
  said.textContent = given === within.length ? "Complet" : `${given} sur ${within.length}`;
  said.classList.toggle("cm-statut--fait", given === within.length);
  said.classList.toggle("cm-statut--encours", given > 0 && given < within.length);
};

export const refresh = () => {
  page.classList.toggle("cm-form--avenir", isToCome());
  for (const question of questions.values()) {
    const asked = question.box.tagName === "TR" || isAsked(question, draft.document);
    question.box.hidden = !asked;
    if (question.box.tagName === "FIELDSET") question.box.disabled = !asked;
    else for (const input of question.box.querySelectorAll("input, select, textarea, button")) input.disabled = !asked;
    refreshChoices(question);
  }
  for (const fold of folds) showFold(fold);
  showProposals();
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  find("tete-lieu").textContent = typeof name === "string" && name.trim() ? name : "Mon lieu";
};

// Précisions montrées quand leur option est choisie, totaux des répartitions, bouton pour tout décocher.
/** @param {Form.Question} question */
const refreshChoices = (question) => {
  for (const more of question.box.querySelectorAll("[data-suite]")) {
    more.hidden = !more.closest(".cm-choix").querySelector("input").checked;
  }
  showIdeas(question);
  const sum = question.box.querySelector("[data-somme]");
  if (sum) {
    const amounts = [...question.box.querySelectorAll("[data-part]")]
      .map((one) => numberOf(one.value))
      .filter((one) => !Number.isNaN(one));
    const decimals = Number(question.box.dataset.decimales);
    // Rien d’indiqué n’est pas zéro.
    sum.closest("p").hidden = !amounts.length;
    sum.textContent = numberText(
      amounts.reduce((a, b) => a + b, 0),
      decimals,
    );
    showGroups(question);
  }
  showYear(question);
  if (question.box.dataset.parmi) onlyAmong(question);
  const noted = question.box.querySelector("[data-date-lue]");
  if (noted) noted.textContent = notedDate(question);
  const reset = question.box.querySelector("[data-vider]");
  if (reset) reset.hidden = !question.box.querySelector("input[type=radio]:checked");
};

// Une date incomplète est complétée : on dit laquelle est notée.
/** @param {Form.Question} question */
const notedDate = (question) => {
  const value = valueAt(draft.document, question.path);
  const whole = ["j", "m", "a"].every((part) => question.box.querySelector(`[data-date=${part}]`).value.trim());
  return typeof value === "string" && isDay(value) && !whole ? spaced(`Date notée : ${dayText(value)}`) : "";
};
// « Lequel d’entre eux ? » : seules les réponses cochées à l’autre question sont proposées.
/** @param {Form.Question} question */
const onlyAmong = (question) => {
  const ticked = [valueAt(draft.document, questions.get(question.box.dataset.parmi).path)].flat();
  for (const input of question.box.querySelectorAll(".cm-choix > input[type=radio]")) {
    input.parentElement.hidden = !ticked.includes(input.value) && !RESERVED.includes(input.value) && !input.checked;
  }
};
