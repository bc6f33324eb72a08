// Un ordre de grandeur se dit : la fiche nomme les réponses qui en sont.
import { draft } from "./draft.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { isEmpty, RESERVED, setAt, valueAt } from "./tree.js";

/** @param {Form.Tree} tree @returns {string[]} */
export const estimates = (tree) => [valueAt(tree, "estimations") ?? []].flat();
/** @param {Form.Tree} tree @param {string} name @param {boolean} wanted */
export const setEstimate = (tree, name, wanted) => {
  setAt(
    tree,
    "estimations",
    estimates(tree)
      .filter((one) => one !== name)
      .concat(wanted ? [name] : []),
  );
};
export const showEstimates = () => {
  const told = estimates(draft.document);
  for (const box of page.querySelectorAll("[data-estimation]"))
    box.checked = told.includes(box.closest("[data-q]").dataset.q);
};
// Seule une réponse donnée peut être une estimation.
/** @param {Form.Tree} tree */
export const pruneEstimates = (tree) => {
  setAt(
    tree,
    "estimations",
    estimates(tree).filter((name) => {
      // Un nom inconnu vient d’un fichier : la vérification en parlera.
      if (!questions.has(name)) return true;
      const value = valueAt(tree, questions.get(name).path);
      return !isEmpty(value) && !RESERVED.includes(value);
    }),
  );
};
