// Relire : chaque réponse en toutes lettres, avec le chemin pour la modifier.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { isConcerned } from "./conditions.js";
import { doubtsIn } from "./doubts.js";
import { draft } from "./draft.js";
import { entry } from "./errors.js";
import { estimates } from "./estimates.js";
import { keepHome } from "./holding.js";
import { inWords, labelOf, optionLabel, rowTitle, told } from "./labels.js";
import { announce, keepingFocus } from "./page.js";
import { inScreen, screens } from "./path.js";
import { isEmpty, isMap, RESERVED, valueAt } from "./tree.js";
import { showUnknown } from "./unknown.js";
import { shows } from "./unshown.js";
import { inline } from "./yaml.js";

// À la relecture, tout ce qui attend encore une réponse, d’un seul endroit.
const showDoubts = () => {
  const box = find("doutes");
  const found = screens.filter((screen) => screen.dataset.sujet !== "atelier").flatMap(doubtsIn);
  keepingFocus(box, () => {
    box.hidden = !found.length;
    box.replaceChildren(
      phrase("h3", {
        text:
          found.length > 1
            ? `${found.length} questions avant de garder ou publier`
            : "Une question avant de garder ou publier",
      }),
      phrase(
        "ul",
        {},
        ...found.map((one) =>
          entry(one, () => {
            announce("C’est noté.");
            showAnswers();
          }),
        ),
      ),
    );
  });
};

export const showAnswers = () => {
  const list = find("reponses");
  list.replaceChildren(
    answerGroup(find("fiche"), [[labelOf({ box: find("q-fiche.annee") }), draft.annee, "fiche.annee"]]),
  );
  for (const screen of screens) {
    const rows = inScreen(screen)
      .filter((one) => !isEmpty(valueAt(draft.document, one.path)) && isConcerned(one, draft.document))
      .map((one) => /** @type {[string, string, string]} */ ([rowTitle(one), safeTold(one), one.name]));
    if (screen.id === "fiche")
      list.firstElementChild.querySelector("dl").append(...rows.map((row) => answerRow(...row)));
    else if (rows.length) list.append(answerGroup(screen, rows));
  }
  showDoubts();
  showUnknown(showAnswers);
};
// Ce que contient un fichier, en toutes lettres et section par section.
/** @param {Form.Tree} tree */
export const answersIn = (tree) =>
  screens.flatMap((screen) => {
    const rows = inScreen(screen).filter((one) => !isEmpty(valueAt(tree, one.path)));
    if (!rows.length) return [];
    const list = phrase(
      "dl",
      { class: "cm-relire" },
      ...rows.map((one) =>
        phrase("div", {}, phrase("dt", { text: rowTitle(one) }), phrase("dd", { text: safeTold(one, tree) })),
      ),
    );
    return [phrase("h4", { text: screen.dataset.titre }), list];
  });
/** @param {Form.Question} question @param {Form.Tree} [tree] */
const safeTold = (question, tree = draft.document) => {
  const value = valueAt(tree, question.path);
  const text = shows(question, value) ? told(question, value) : inline(value);
  const precision = valueAt(tree, `${question.path}_precision`);
  const rough = estimates(tree).includes(question.name) && !RESERVED.includes(value) ? "estimation" : "";
  const more = [isEmpty(precision) ? "" : inWords(precision), rough].filter(Boolean).join(", ");
  const details = valueAt(tree, `${question.path}_details`);
  const meanings = isMap(details)
    ? Object.entries(details).map(([id, words]) => `${optionLabel(question, id)} : ${inWords(words)}`)
    : isEmpty(details)
      ? []
      : [inWords(details)];
  return [more ? `${text} (${more})` : text, ...meanings].join(" ; ");
};
/** @param {Piece} screen @param {[string, string, string][]} rows */
const answerGroup = (screen, rows) => {
  const list = phrase("dl", { class: "cm-relire" });
  for (const row of rows) list.append(answerRow(...row));
  const dotted = screen.hasAttribute("data-prive") ? " (section privée)" : "";
  return phrase(
    "section",
    {},
    phrase("h3", { text: screen.dataset.titre + dotted, tabindex: "-1", "data-relue": screen.id }),
    list,
  );
};
/** @param {string} title @param {string} text @param {string} name */
const answerRow = (title, text, name) =>
  phrase(
    "div",
    {},
    phrase("dt", { text: title }),
    phrase("dd", { text: text || "Sans réponse" }),
    phrase(
      "dd",
      { class: "cm-relire__lien" },
      phrase("a", { href: `#champ=${name}` }, "Modifier", phrase("span", { class: "cm-cache", text: ` : ${title}` })),
      keepHome(title, name),
    ),
  );
