// Ce qui sort du brouillon : la fiche complète, ou celle à publier. Ce qui ne concerne pas le lieu reste au brouillon.
import { find } from "../../../pages/shell/scripts/dom.js";
import { withoutOrphans } from "./block_parts.js";
import { isConcerned } from "./conditions.js";
import { donnees } from "./data.js";
import { today } from "./dates.js";
import { CHOICES, draft, heldValue } from "./draft.js";
import { pruneEstimates } from "./estimates.js";
import { pruneFileEffects } from "./file_effects.js";
import { described, OWN_KEYS } from "./protecting.js";
import { isProtected } from "./protection.js";
import { questions } from "./questions.js";
import { copy, isEmpty, setAt, valueAt } from "./tree.js";
import { withhold } from "./withholding.js";

// Un lieu protégé publie une autre fiche que la sienne ; `protege: false` donne la sienne, pour son aperçu à lui.
export const exported = ({ publier = false, tout = false, protege = isProtected() } = {}) => {
  const tree = copy(draft.document);
  for (const question of questions.values()) {
    if (!tout && question.kind === "blocs") withoutOrphans(tree, question.path);
    if (tout || isConcerned(question, draft.document)) continue;
    for (const end of ["", "_precision", "_details"]) setAt(tree, question.path + end, "");
  }
  setAt(tree, "questionnaire", String(donnees.version));
  setAt(tree, "etat", valueAt(tree, "etat") ?? "ouvert");
  setAt(tree, "reponse.date", valueAt(tree, "reponse.date") ?? today());
  setAt(tree, "publication", publier ? "publique" : "non_publiee");
  setAt(tree, "licence_acceptee", publier && find("licence").checked ? "oui" : "non");
  if (publier && protege)
    return {
      tree: described(tree, donnees.protection),
      withheld: ["Tout le reste de vos réponses, avec le nom du lieu et sa commune : cela reste chez vous."],
    };
  if (publier) for (const key of OWN_KEYS) setAt(tree, key, "");
  if (publier && isProtected()) setAt(tree, "lieu_protege", "");
  const withheld = publier ? withhold(tree) : keepChoices(tree);
  pruneEstimates(tree);
  pruneFileEffects(tree);
  return { tree, withheld };
};
// La fiche complète se souvient de ce que le lieu garde pour lui : la reprendre ne dévoile rien.
/** @param {Form.Tree} tree */
const keepChoices = (tree) => {
  for (const [key, list] of Object.entries(CHOICES)) {
    const kept = draft[list].filter(
      (name) =>
        !/^(fiche|atelier)\./.test(name) &&
        !isEmpty(
          list === "retenues" || list === "montrees"
            ? heldValue(tree, name)
            : valueAt(tree, find(name)?.dataset.racine ?? ""),
        ),
    );
    setAt(tree, key, [...kept, ...[valueAt(tree, key) ?? []].flat()]);
  }
  return [];
};
