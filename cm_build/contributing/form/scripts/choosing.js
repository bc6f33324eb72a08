// Ce qui est privé d’office, réponse par réponse : ce que le lieu veut changer, ce que c’est devenu, ce qu’il vise.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, spaced } from "../../../pages/shell/scripts/french.js";
import { ownChoices } from "./block_choices.js";
import { pendingIn, privateParts } from "./block_parts.js";
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

const blocks = () => [...questions.values()].filter((one) => one.kind === "blocs");
/** @param {Form.Tree} tree */
const ownParts = (tree) => blocks().flatMap((one) => privateParts(tree, one.path));

/** @param {Form.Tree} tree */
export const everyGiven = (tree) => [...given(tree), ...ownParts(tree)].map((one) => one.name);
/** @param {Form.Tree} tree */
export const unchosen = (tree) => everyGiven(tree).filter((name) => !draft.montrees.includes(name));

// De la copie à publier s’ôte ce que personne n’a choisi de montrer.
/** @param {Form.Tree} tree */
export const leaveUnchosen = (tree) => {
  const left = unchosen(tree);
  for (const one of given(tree)) if (left.includes(one.name)) setAt(tree, one.path, "");
  for (const one of ownParts(tree)) if (left.includes(one.name)) delete one.row[one.key];
  setAt(tree, "reponses_publiees", everyGiven(tree));
  return left.length
    ? [
        `${counted(left.length, "réponse privée d’office reste", "réponses privées d’office restent")} chez vous : ce que vous voulez changer, ce que c’est devenu, ce que vous visez.`,
      ]
    : [];
};

/** @param {Form.Question} root @returns {Form.Choice} */
const choiceOf = (root) => {
  const members = following(root).filter((one) => !isEmpty(valueAt(draft.document, one.path)));
  const [first, ...others] = members;
  return {
    id: root.name,
    names: members.map((one) => one.name),
    text: `${root.screen?.dataset.titre} : ${inWords(valueAt(draft.document, first.path))}`,
    more: others.length
      ? others.map((one) => `${labelOf(one)} ${told(one, valueAt(draft.document, one.path))}`).join(" ")
      : labelOf(first),
  };
};
/** @param {Form.Choice} given */
const choice = ({ id: name, names, text, more, chosen }) => {
  const id = `montrer-${name}`;
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
    chosen?.();
    saveSoon();
  });
  const label = phrase("label", { for: id }, text, phrase("small", { text: spaced(more) }));
  return phrase("div", { class: "cm-choix" }, input, label);
};
export const showChoosing = () => {
  const found = roots().filter(
    (one) => !isEmpty(valueAt(draft.document, one.path)) && isConcerned(one, draft.document),
  );
  const choices = [...found.map(choiceOf), ...blocks().flatMap(ownChoices)];
  find("q-fiche.intentions").hidden = !choices.length;
  find("intentions-a-publier").replaceChildren(...choices.map(choice));
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
  const told = [
    ...waiting.map((one) => ({
      at: one.name,
      title: one.screen?.dataset.titre ?? "",
      wanted: inWords(valueAt(draft.document, questions.get(one.rule?.de).path)),
    })),
    ...blocks()
      .flatMap((one) => pendingIn(draft.document, one.path))
      .map(({ row, at }) => ({ at, title: row.titre ?? row.id, wanted: inWords(row.intention_passee) })),
  ];
  const box = find("intentions");
  box.hidden = !told.length;
  box
    .querySelector("ul")
    .replaceChildren(
      ...told.map(({ at, title, wanted }) =>
        phrase("li", {}, phrase("a", { href: `#champ=${at}`, text: title }), ` : ${wanted}`),
      ),
    );
};
