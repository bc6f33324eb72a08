// Les quelques effets de la fiche à remettre : ce qui se garde d’un choix.
import { donnees } from "./data.js";
import { isEmpty, setAt, valueAt } from "./tree.js";

export const CHOSEN = "effets_de_la_fiche";
export const UNWANTED = "effet_non_voulu_de_la_fiche";
/** @param {Form.Tree} tree @returns {string[]} */
export const chosenIn = (tree) => [tree[CHOSEN] ?? []].flat();

// Un effet que la fiche ne raconte pas, ou que le lieu garde, ne s’y met pas en avant.
/** @param {Form.Tree} tree */
export const pruneFileEffects = (tree) => {
  const told = donnees.effets.filter(({ chemin }) => !isEmpty(valueAt(tree, chemin))).map(({ id }) => id);
  setAt(
    tree,
    CHOSEN,
    chosenIn(tree).filter((id) => told.includes(id)),
  );
  const unwanted = tree[UNWANTED];
  if (typeof unwanted === "string" && !told.includes(unwanted)) setAt(tree, UNWANTED, "");
};
