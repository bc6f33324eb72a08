// Le texte d’une fiche : ses clés dans l’ordre, sa première ligne, son nom de fichier.
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { questions } from "./questions.js";
import { slug } from "./slug.js";
import { define, isEmpty, isMap, keysOf, own, setAt, valueAt } from "./tree.js";
import { lines } from "./yaml.js";

export const HEADER = [
  "questionnaire",
  "publication",
  "licence_acceptee",
  "etat",
  "date_fermeture",
  "identifiants",
  "reponse",
  "afficher_reperes",
  "estimations",
  "sections_masquees",
  "reponses_masquees",
  "sections_publiees",
  "effets_de_la_fiche",
  "effet_non_voulu_de_la_fiche",
  "reponses_publiees",
  "lieu_protege",
  "departement",
  "region",
  "grand_type",
  "classes",
  "reponses_choisies",
];
// Dans l’ordre du questionnaire, ce qui n’y est pas à la fin : deux fichiers se comparent ligne à ligne.
/** @param {Form.Tree} tree */
const ordered = (tree) => {
  /** @type {Form.Tree} */
  const result = {};
  /** @param {string} path */
  const place = (path) => {
    const value = valueAt(tree, path);
    if (!isEmpty(value)) setAt(result, path, value);
  };
  HEADER.forEach(place);
  for (const question of questions.values()) {
    if (HEADER.includes(keysOf(question.path)[0])) continue;
    for (const end of ["", "_precision", "_details"]) place(question.path + end);
  }
  return complete(result, tree);
};
/** @param {Form.Tree} result @param {Form.Tree} tree @returns {Form.Tree} */
const complete = (result, tree) => {
  for (const [key, value] of Object.entries(tree)) {
    const known = own(result, key);
    if (known === undefined) define(result, key, value);
    else if (isMap(known) && isMap(value)) complete(known, value);
  }
  return result;
};
/** @param {Form.Tree} tree */
export const fileText = (tree) => `${lines(ordered(tree)).join("\n")}\n`;

// Une année passée compte pour l’évolution, que son fichier ait été gardé ou publié.
/** @param {Form.Tree} tree */
export const published = (tree) => fileText({ ...tree, publication: "publique", licence_acceptee: "oui" });

// « de Le Grenier » se dit « du Grenier ».
/** @param {string} name */
export const ofPlace = (name) =>
  /^Le\s/.test(name)
    ? `du ${name.slice(3)}`
    : /^Les\s/.test(name)
      ? `des ${name.slice(4)}`
      : /^[aeiouyhàâéèêëîïôöùûœæ]/i.test(name)
        ? `d’${name}`
        : `de ${name}`;
export const placeName = () => {
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  return typeof name === "string" ? name : "";
};
export const fileStem = () =>
  `commune-mesure_${draft.lieu || slug(placeName()) || "mon-lieu"}_${/^\d{4}$/.test(draft.annee) ? draft.annee : slug(draft.annee) || donnees.annee}`;
// L’année est aussi dans le fichier, comme ce qu’il est : une messagerie peut en changer le nom (contributing/intake/attachment.py).
/** @param {Form.Tree} tree */
export const sheetText = (tree) => {
  const name = placeName()
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim();
  const kind = valueAt(tree, "publication") === "non_publiee" ? "Fichier complet" : "Fiche";
  return `# ${kind}${name ? ` ${ofPlace(name)}` : ""}, année ${draft.annee.replace(/[\p{C}\p{Z}]+/gu, " ").trim() || "à préciser"}\n${fileText(tree)}`;
};
