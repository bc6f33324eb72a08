// Où mène un message : une question, ou ce que la fiche demande à côté.
import { find } from "../../../pages/shell/scripts/dom.js";
import { questions } from "./questions.js";

// Une question par son nom, ou par sa place dans le fichier : la plus longue qui convienne.
/** @param {string} name */
export const questionAt = (name) => {
  if (questions.has(name)) return questions.get(name);
  const beside = besides[BESIDE[name] ?? name];
  if (beside) return beside;
  /** @type {Form.Question | null} */
  let best = null;
  for (const question of questions.values()) {
    const [path, bare] = [question.path, name.replace(/_(precision|details)(?=\.|$)/, "")];
    if ((bare === path || bare.startsWith(`${path}.`)) && path.length > (best?.path.length ?? 0)) best = question;
  }
  return best;
};
// L’année et l’accord ne sont pas des questions du questionnaire ; un message peut pourtant y mener.
export const besides = /** @type {Record<string, any>} */ ({
  "fiche.annee": {
    name: "fiche.annee",
    path: "annee",
    title: "Année de la fiche",
    box: find("q-fiche.annee"),
    main: find("annee"),
    kind: "annee",
  },
  "fiche.lieu": {
    name: "fiche.lieu",
    path: "lieu",
    title: "Est-ce le même lieu ?",
    box: find("q-fiche.lieu"),
    kind: "",
  },
  "fiche.licence": {
    name: "fiche.licence",
    path: "publication",
    title: "Accord pour publier",
    box: find("q-fiche.licence"),
    main: find("licence"),
    kind: "",
  },
});
/** @type {Record<string, string>} */
const BESIDE = { annee: "fiche.annee", publication: "fiche.licence", licence_acceptee: "fiche.licence" };
