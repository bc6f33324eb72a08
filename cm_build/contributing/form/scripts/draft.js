// Le brouillon lui-même : les réponses et les choix de la personne, et ce que l’appareil en garde.
import { blockAt } from "./block_parts.js";
import { namesIn } from "./inputs.js";
import { formOf, questions } from "./questions.js";
import { copy, isEmpty, own, valueAt } from "./tree.js";

export const FRESH = {
  annee: "",
  lieu: "",
  confirme: "",
  document: {},
  anciens: {},
  essentiel: false,
  masquees: [],
  devoilees: [],
  retenues: [],
  montrees: [],
  reserve: {},
  regles: [],
  ecran: "",
  effet: "",
  date: "",
};
/** @type {Form.Draft} */
export const draft = copy(FRESH);
// Ce que l’appareil gardait quand cette page l’a lu ou écrit (basis) : rien d’autre ne se remplace sans demander.
// Il enregistre (storable) ; la page montre des réponses qu’il n’a pas (unsaved) ; il en garde d’autres, écrites ailleurs (rival) ;
// la personne a téléchargé les siennes (sheltered).
/** @type {{ saving: number, basis: string | null | undefined, storable: boolean, unsaved: boolean, rival: boolean, sheltered: boolean }} */
export const device = { saving: 0, basis: null, storable: true, unsaved: false, rival: false, sheltered: false };
// Une réponse gardée se nomme par sa question, ou par une seule ligne d’une répartition : « depenses.salaires ».
/** @param {string} name @returns {Form.Held | null} */
export const heldAt = (name) => {
  if (questions.has(name)) return { question: questions.get(name), part: "" };
  const list = questions.get(name.split(".")[0]);
  if (list?.kind === "blocs") {
    const part = name.slice(list.path.length + 1);
    return blockAt(valueAt(draft.document, list.path), part) === undefined ? null : { question: list, part };
  }
  const cut = name.lastIndexOf(".");
  const question = questions.get(name.slice(0, cut));
  const part = name.slice(cut + 1);
  return question && formOf(question) === "repartition" && namesIn(question.box, "part").includes(part)
    ? { question, part }
    : null;
};
/** @param {Form.Tree} tree @param {string} name */
export const heldValue = (tree, name) => {
  const held = heldAt(name);
  const value = held && valueAt(tree, held.question.path);
  if (held?.part && held.question.kind === "blocs") return blockAt(value, held.part);
  return held?.part ? own(value, held.part) : value;
};
// Ce qu’une fiche garde pour elle revient dans les choix de publication : rien ne se dévoile en reprenant un fichier.
/** @type {Record<string, Form.Lists>} */
export const CHOICES = {
  sections_masquees: "masquees",
  sections_publiees: "devoilees",
  reponses_masquees: "retenues",
  reponses_publiees: "montrees",
};
// Les réponses privées d’office se choisissent une à une (questionnaire/asking.py).
/** @param {Form.Question} question */
export const isChosenAlone = (question) => "choisir" in question.box.dataset;
// Ce qui est privé d’office : une réponse, ou ce qu’une définition du lieu a de tel.
/** @param {string} name */
export const isPrivate = (name) => {
  const held = heldAt(name);
  return Boolean(held && (held.question.kind === "blocs" ? held.part.includes(".") : isChosenAlone(held.question)));
};
// Ce qu’une liste de choix nomme est-il encore là ?
/** @param {Form.Lists} list @param {string} name @param {(id: string) => string | undefined} rootOf */
export const isChoice = (list, name, rootOf) => {
  if (list === "montrees") return isPrivate(name);
  return Boolean(list === "retenues" ? heldAt(name) : rootOf(name));
};
// Les photos que l’appareil n’a pas su ranger.
/** @type {Set<string>} */
export const unstored = new Set();
// Les questions que le lieu a réglées (doubts.js).
export const settled = () => (Array.isArray(draft.regles) ? draft.regles : []);
/** @param {Form.Fault} doubt */
export const settle = ({ key }) => {
  draft.regles = [...new Set([...settled(), key ?? ""])];
};
export const hasDraft = () => !isEmpty(draft.document);
