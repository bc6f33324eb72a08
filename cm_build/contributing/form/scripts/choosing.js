// Ce qui est privé d’office, réponse par réponse : ce que le lieu veut changer, et ce que c’est devenu.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, spaced } from "../../../pages/shell/scripts/french.js";
import { isAsked, isConcerned } from "./conditions.js";
import { draft, isChosenAlone } from "./draft.js";
import { inWords, labelOf, told } from "./labels.js";
import { questions } from "./questions.js";
import { saveSoon } from "./store.js";
import { isEmpty, setAt, valueAt } from "./tree.js";

const alone = () => [...questions.values()].filter(isChosenAlone);
/** @param {Form.Tree} tree */
const given = (tree) => alone().filter((one) => !isEmpty(valueAt(tree, one.path)));

// Ce qui ne se demande qu’à cause d’une réponse se choisit avec elle.
/** @param {Form.Question} root */
export const following = (root) => {
  const names = new Set([root.name]);
  const found = [root];
  for (const one of alone()) {
    if (!one.rule?.de || names.has(one.name) || !names.has(one.rule.de)) continue;
    names.add(one.name);
    found.push(one);
  }
  return found;
};
const roots = () => {
  const names = new Set(alone().map((one) => one.name));
  return alone().filter((one) => !(one.rule?.de && names.has(one.rule.de)));
};

/** @param {Form.Tree} tree */
export const unchosen = (tree) => given(tree).filter((one) => !draft.montrees.includes(one.name));
/** @param {Form.Tree} tree */
export const everyGiven = (tree) => given(tree).map((one) => one.name);

// De la copie à publier s’ôte ce que personne n’a choisi de montrer.
/** @param {Form.Tree} tree */
export const leaveUnchosen = (tree) => {
  const left = unchosen(tree);
  for (const one of left) setAt(tree, one.path, "");
  setAt(tree, "reponses_publiees", everyGiven(tree));
  return left.length
    ? [
        `${counted(left.length, "réponse privée d’office reste", "réponses privées d’office restent")} chez vous : ce que vous voulez changer, et ce que c’est devenu.`,
      ]
    : [];
};

/** @param {Form.Question} root */
const choice = (root) => {
  const members = following(root).filter((one) => !isEmpty(valueAt(draft.document, one.path)));
  const [first, ...others] = members;
  const id = `montrer-${root.name}`;
  const names = members.map((one) => one.name);
  // Un mot ajouté depuis n’a pas été choisi : la case ne dit oui que de tout ce qui partirait.
  const all = names.every((one) => draft.montrees.includes(one));
  /** @param {boolean} going */
  const choose = (going) => {
    draft.montrees = draft.montrees.filter((one) => !names.includes(one)).concat(going ? names : []);
  };
  choose(all);
  const input = phrase("input", { type: "checkbox", id, checked: all });
  input.addEventListener("change", () => {
    choose(input.checked);
    saveSoon();
  });
  const label = phrase(
    "label",
    { for: id },
    `${root.screen?.dataset.titre} : ${inWords(valueAt(draft.document, first.path))}`,
    phrase("small", {
      text: spaced(
        others.length
          ? others.map((one) => `${labelOf(one)} ${told(one, valueAt(draft.document, one.path))}`).join(" ")
          : labelOf(first),
      ),
    }),
  );
  return phrase("div", { class: "cm-choix" }, input, label);
};
export const showChoosing = () => {
  const found = roots().filter(
    (one) => !isEmpty(valueAt(draft.document, one.path)) && isConcerned(one, draft.document),
  );
  find("q-fiche.intentions").hidden = !found.length;
  find("intentions-a-publier").replaceChildren(...found.map(choice));
};

// Au sommaire : les intentions de l’an dernier qui attendent encore un mot.
export const showPending = () => {
  const waiting = alone().filter(
    (one) =>
      one.rule?.de &&
      "reprend" in questions.get(one.rule.de).box.dataset &&
      isAsked(one, draft.document) &&
      isEmpty(valueAt(draft.document, one.path)),
  );
  const box = find("intentions");
  box.hidden = !waiting.length;
  box
    .querySelector("ul")
    .replaceChildren(
      ...waiting.map((one) =>
        phrase(
          "li",
          {},
          phrase("a", { href: `#champ=${one.name}`, text: one.screen?.dataset.titre ?? "" }),
          ` : ${inWords(valueAt(draft.document, questions.get(one.rule?.de).path))}`,
        ),
      ),
    );
};
