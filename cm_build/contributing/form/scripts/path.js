// Le chemin d’écran en écran, par ceux qui ont quelque chose à demander.
import { isAsked, screenRule } from "./conditions.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { isEmpty, valueAt } from "./tree.js";

export const screens = [...page.querySelectorAll("[data-ecran]")];

/** @param {Piece} screen */
export const inScreen = (screen) => [...questions.values()].filter((one) => one.screen === screen);
// Un lieu qui n’a pas ouvert n’a pas encore d’année à compter.
export const isToCome = () => donnees.a_venir.includes(valueAt(draft.document, "etat"));
/** @param {Form.Question} question */
export const isShown = ({ box }) =>
  !draft.essentiel || ("essentiel" in box.dataset && !("uneFoisOuvert" in box.dataset && isToCome()));
// Le parcours essentiel raconte un effet, celui qu’on choisit ; ceux qui ont déjà une réponse restent.
/** @param {Piece} screen */
const isChosen = (screen) =>
  !draft.essentiel ||
  screen.dataset.sujet !== "critere" ||
  draft.effet === screen.id ||
  inScreen(screen).some(answered);
/** @param {Piece} screen */
const asksSomething = (screen) =>
  screen.dataset.sujet === "fiche" ||
  (screen.dataset.sujet === "effet" && draft.essentiel && !isToCome()) ||
  (isChosen(screen) && inScreen(screen).some((one) => isShown(one) && isAsked(one, draft.document)));
// Un écran sans question à poser n’est pas sur le chemin : critères du projet urbain, écrans hors de l’essentiel.
export const path = () =>
  screens.filter(
    (screen) =>
      (!draft.essentiel || screen.dataset.sujet !== "atelier") &&
      (screen.dataset.sujet === "atelier" || asksSomething(screen) || holdsRule(screen)),
  );
/** @param {Piece} screen */
const holdsRule = (screen) => !draft.essentiel && screenRule(screen) === null && inScreen(screen).length > 0;
/** @param {Form.Question} question */
export const answered = (question) => !isEmpty(valueAt(draft.document, question.path));
/** @param {Piece} screen */
export const neighbours = (screen) => {
  const way = path();
  const rank = way.indexOf(screen);
  return [way[rank - 1], way[rank + 1]];
};
