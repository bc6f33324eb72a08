// Les questions, lues dans la page (survey.js) : chacune dit son nom, sa place dans le fichier, sa sorte.
export const questions = /** @type {Form.Questions} */ (new Map());
/** @type {Record<string, string>} */
const like = {
  oui_non: "choix_unique",
  degres: "choix_unique",
  comptes: "repartition",
  ...Object.fromEntries(
    ["texte_court", "texte_long", "nombre", "montant", "annee", "url", "commune"].map((kind) => [kind, "texte"]),
  ),
};
/** @param {Form.Question} q */
export const formOf = (q) => like[q.kind] ?? q.kind;
