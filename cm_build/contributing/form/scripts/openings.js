// Ce que chaque dessin attend encore : le moins de réponses qui suffisent.
import { isAsked, isConcerned } from "./conditions.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { announce } from "./page.js";
import { questions } from "./questions.js";
import { isEmpty, RESERVED, valueAt } from "./tree.js";

/** @param {Form.Question} question */
const opens = (question) => {
  const value = valueAt(draft.document, question.path);
  if (isEmpty(value) || RESERVED.includes(value)) return false;
  const chosen = [value].flat();
  /** @param {string} id */
  const exclusive = (id) =>
    question.box.querySelector(`input[value="${CSS.escape(String(id))}"]`)?.dataset.exclusif !== undefined;
  return !chosen.every((one) => typeof one === "string" && exclusive(one));
};
export const openings = () =>
  donnees.ouvertures.map((opening) => {
    const known = Object.entries(opening.poids)
      .map(([name, weight]) => ({ question: questions.get(name), weight }))
      .filter((one) => one.question && isConcerned(one.question, draft.document));
    const total = known.reduce((sum, one) => sum + one.weight, 0);
    const goal = opening.part ? opening.seuil * total : opening.seuil;
    let reached = known.filter((one) => opens(one.question)).reduce((sum, one) => sum + one.weight, 0);
    const waiting = known
      .filter((one) => !opens(one.question) && isAsked(one.question, draft.document))
      .sort((a, b) => b.weight - a.weight);
    let left = 0;
    while (reached < goal - 1e-9 && left < waiting.length) reached += waiting[left++].weight;
    const possible = reached >= goal - 1e-9 && total > 0;
    return { titre: opening.titre, left: possible ? left : Infinity, next: waiting[0]?.question.name ?? "" };
  });
let opened = new Set();
/** @param {boolean} aloud */
export const noteOpenings = (aloud) => {
  const now = new Set(
    openings()
      .filter((one) => one.left === 0)
      .map((one) => one.titre),
  );
  const fresh = [...now].filter((title) => !opened.has(title));
  if (aloud && fresh.length)
    announce(
      `${fresh.length > 1 ? "Ces dessins sont ouverts" : "Un dessin de plus est ouvert"} : ${fresh.join(", ")}.`,
    );
  opened = now;
};
