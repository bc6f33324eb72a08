// Le fichier public d’un lieu protégé : ce que la liste permet, et rien d’autre (places/protection.py).
import { numberOf } from "./numbers.js";
import { isEmpty, isMap, own, RESERVED, setAt, valueAt } from "./tree.js";

const HEAD = [
  "questionnaire",
  "publication",
  "licence_acceptee",
  "etat",
  "exemple_fictif",
  "lieu_protege",
  "grand_type",
];
// Ce qu’une fiche dit de sa protection, et qui n’a pas de sens ailleurs.
export const OWN_KEYS = ["departement", "region", "grand_type", "classes", "reponses_choisies"];

// La classe d’une quantité ; rien quand ni l’une ni l’autre n’est connue.
/** @param {Form.BroadFigure} figure @param {Form.Tree} tree */
export const classOf = (figure, tree) => {
  const amount = numberOf(valueAt(tree, figure.chemin));
  const found = figure.bornes.find(
    ({ jusqu_a, inclus }) => jusqu_a === null || amount < jusqu_a || (inclus && amount === jusqu_a),
  );
  if (!Number.isNaN(amount)) return found?.libelle ?? "";
  // La fiche publique ne dit que la classe : reprise seule, elle la garde.
  const said = own(tree.classes, figure.id);
  return figure.bornes.some(({ libelle }) => libelle === said) ? said : "";
};
// Ce que le lieu a choisi de montrer, et qui a une réponse.
/** @param {Form.Tree} tree @param {Form.Protection} protection */
export const chosenIn = (tree, protection) => {
  const named = [tree.reponses_choisies ?? []].flat();
  return Object.entries(protection.choix).filter(([name, path]) => {
    const value = valueAt(tree, path);
    return named.includes(name) && !isEmpty(value) && !RESERVED.includes(value);
  });
};
// Rien n’est ôté de la fiche complète : une autre se remplit, clé par clé.
/** @param {Form.Tree} tree @param {Form.Protection} protection */
export const described = (tree, protection) => {
  /** @type {Form.Tree} */
  const made = {};
  for (const key of HEAD) setAt(made, key, tree[key]);
  // Ensemble, les deux ne diraient que le plus petit.
  const area = isEmpty(tree.departement) ? "region" : "departement";
  setAt(made, area, tree[area]);
  for (const figure of protection.classes)
    if (isMap(tree.classes) && figure.id in tree.classes) setAt(made, `classes.${figure.id}`, classOf(figure, tree));
  const chosen = chosenIn(tree, protection);
  setAt(
    made,
    "reponses_choisies",
    chosen.map(([name]) => name),
  );
  for (const [, path] of chosen) setAt(made, path, valueAt(tree, path));
  return made;
};

const [SHORTEST, LONGEST] = [4, 80];
/** @param {string} text */
const folded = (text) =>
  ` ${text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()} `;
/** @param {Form.Value} value @returns {string[]} */
const textsIn = (value) =>
  typeof value === "string"
    ? [value]
    : Object.values(value ?? {})
        .filter((one) => typeof one !== "number")
        .flatMap(textsIn);
// Ce qui est écrit ailleurs dans la fiche, un nom, une rue, un partenaire, et qu’un texte choisi répète.
/** @param {Form.Tree} tree @param {Form.Protection} protection @returns {{ name: string, said: string }[]} */
export const giveaways = (tree, protection) => {
  const chosen = chosenIn(tree, protection);
  const kept = JSON.parse(JSON.stringify(tree));
  for (const [, path] of chosen) setAt(kept, path, "");
  const words = textsIn(kept)
    // « 33220 Sainte-Foy » se reconnaît à son nom ; un mot du questionnaire n’a ni espace ni majuscule.
    .map((text) => text.replace(/^\d[\dAB]\d{3} /, ""))
    .filter((text) => /[\p{Lu} ]/u.test(text))
    .filter((text) => text.length <= LONGEST && folded(text).trim().length >= SHORTEST);
  return chosen.flatMap(([name, path]) => {
    const texts = folded(textsIn(valueAt(tree, path)).join(" "));
    const said = words.find((one) => texts.includes(folded(one)));
    return said === undefined ? [] : [{ name, said }];
  });
};
