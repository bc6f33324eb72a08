// De la page au document : la réponse d’une question, avec ses précisions.
import { readQuestion } from "./answers.js";
import { keepHeld } from "./blocks.js";
import { draft } from "./draft.js";
import { textIn } from "./inputs.js";
import { define, isEmpty, isMap, same, setAt, valueAt, withRest } from "./tree.js";
import { tellUnshown } from "./unshown.js";

// Range dans le document la réponse d’une question, avec ses précisions.
/** @param {Form.Question} q @param {Form.Tree} tree */
export const keepQuestion = (q, tree) => {
  const now = readQuestion(q);
  // Ce que personne n’a touché reste comme le fichier le disait, même si le champ le montre mal.
  if (!same(now, q.shown)) {
    setAt(tree, q.path, now);
    q.shown = now;
    tellUnshown(q, valueAt(tree, q.path));
  }
  keepHeld(q);
  keepPrecision(q, tree);
  keepDetails(q, tree);
  const month = q.box.querySelector("[data-mois]");
  if (month) setReserve(`${q.name}_mois`, textIn(month));
};
/** @param {Piece} input */
const optionOf = (input) => input.closest(".cm-choix").querySelector("input");
// Une option décochée par mégarde retrouve ses mots : ils attendent hors de la fiche.
/** @param {string} key @param {string} text */
const setReserve = (key, text) => {
  if (text) define(draft.reserve, key, text);
  else delete draft.reserve[key];
};
/** @param {Form.Question} q @param {Form.Tree} tree */
const keepPrecision = (q, tree) => {
  const inputs = [...q.box.querySelectorAll("[data-precision]")];
  const kept = valueAt(tree, `${q.path}_precision`);
  if (!inputs.length || !(isEmpty(kept) || typeof kept === "string")) return;
  const chosen = inputs.find((input) => optionOf(input).checked);
  setAt(tree, `${q.path}_precision`, chosen ? textIn(chosen) : "");
  setReserve(`${q.name}_precision`, chosen ? "" : (inputs.map(textIn).find(Boolean) ?? ""));
};
/** @param {Form.Question} q @param {Form.Tree} tree */
const keepDetails = (q, tree) => {
  const inputs = [...q.box.querySelectorAll("[data-detail]")];
  const kept = valueAt(tree, `${q.path}_details`);
  if (!inputs.length || !(isEmpty(kept) || isMap(kept))) return;
  const details = withRest({}, q.restDetails);
  for (const input of inputs) {
    const { checked } = optionOf(input);
    if (checked && textIn(input)) details[input.dataset.detail] = textIn(input);
    setReserve(`${q.name}_details.${input.dataset.detail}`, checked ? "" : textIn(input));
  }
  setAt(tree, `${q.path}_details`, details);
};
