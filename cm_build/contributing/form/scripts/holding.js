// Ce que le lieu ne publie pas, réponse par réponse.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { draft, heldValue, isChosenAlone } from "./draft.js";
import { namesIn } from "./inputs.js";
import { labelOf, partLabel } from "./labels.js";
import { inScreen } from "./path.js";
import { formOf, questions } from "./questions.js";
import { saveSoon } from "./store.js";

// Une seule réponse peut rester chez le lieu : elle est dans sa fiche complète, pas dans celle à publier.
/** @param {string} title @param {string} name */
export const keepHome = (title, name) => {
  const question = questions.get(name);
  if (
    !question ||
    question.path.split(".").length < 2 ||
    "obligatoire" in question.box.dataset ||
    !question.box.dataset.chemin ||
    ["fiche", "atelier"].includes(question.screen?.dataset.sujet ?? "")
  )
    return "";
  if (question.screen?.hasAttribute("data-prive") && !draft.devoilees.includes(question.screen.id)) {
    return phrase("span", { class: "cm-q__note", text: "Privé : ne partira pas" });
  }
  if (isChosenAlone(question)) {
    const shown = draft.montrees.includes(name);
    return phrase("span", {
      class: "cm-q__note",
      text: shown ? "Vous avez choisi de le publier" : "Privé : ne partira que si vous le choisissez",
    });
  }
  const whole = holdBox(name, `garder-${name}`, title);
  const given =
    formOf(question) === "repartition"
      ? namesIn(question.box, "part").filter((part) => heldValue(draft.document, `${name}.${part}`))
      : [];
  if (given.length < 2) return whole;
  const lines = given.map((part) =>
    holdBox(`${name}.${part}`, `garder-${name}.${part}`, title, partLabel(question, part)),
  );
  return phrase(
    "span",
    {},
    whole,
    phrase(
      "details",
      { class: "cm-replie", open: given.some((part) => draft.retenues.includes(`${name}.${part}`)) },
      phrase("summary", { text: "Ou une seule ligne" }),
      ...lines,
    ),
  );
};
/** @param {string} name @param {string} id @param {string} title @param {string} [words] */
const holdBox = (name, id, title, words = "Ne pas publier") => {
  const input = phrase("input", {
    type: "checkbox",
    id,
    checked: draft.retenues.includes(name),
    "data-retenir": true,
  });
  input.addEventListener("change", () => {
    draft.retenues = draft.retenues.filter((one) => one !== name).concat(input.checked ? [name] : []);
    saveSoon();
  });
  return phrase(
    "span",
    { class: "cm-choix" },
    input,
    phrase(
      "label",
      { for: id },
      words,
      phrase("span", { class: "cm-cache", text: words === "Ne pas publier" ? ` : ${title}` : " : ne pas publier" }),
    ),
  );
};
// L’argent est ce qu’on hésite le plus à montrer : le choix se fait là où l’on écrit la somme.
/** @param {Form.Question} question */
const showsMoney = (question) => question.kind === "montant" || question.box.dataset.unite === "€";
/** @param {Form.Question} question */
const offersHold = (question) =>
  (showsMoney(question) || "essentiel" in question.box.dataset) &&
  !("obligatoire" in question.box.dataset) &&
  question.path.split(".").length > 1 &&
  !question.screen?.hasAttribute("data-prive");
// Sur l’écran que l’on ouvre, et là seulement : une page de moins à porter.
/** @param {Piece} screen */
export const showHeld = (screen) => {
  for (const question of inScreen(screen).filter(offersHold)) {
    const id = `retenir-${question.name}`;
    if (!find(id)) question.box.append(holdBox(question.name, id, labelOf(question)));
  }
  for (const question of questions.values()) {
    const box = find(`retenir-${question.name}`);
    if (box) box.checked = draft.retenues.includes(question.name);
  }
};
