// Ce que le lieu suit, en quelques mots, à la relecture.
import { valueAt } from "./tree.js";

/** @param {Form.Question} q @param {string} key @param {string} id @returns {string} */
export const optionIn = (q, key, id) =>
  q.box
    .querySelector(":scope > template")
    .content.querySelector(`[data-colonne="${key}"] option[value="${CSS.escape(id)}"]`)?.textContent ?? id;
// Une définition, d’une traite : son titre, puis ce que l’année en dit.
/** @param {Form.Question} q @param {Form.Value} row */
export const blockInWords = (q, row) => {
  /** @param {string} key @param {string} id */
  const option = (key, id) => optionIn(q, key, id);
  const said = [
    [row.valeur, row.unite].filter(Boolean).join(" "),
    row.estimation === "oui" ? "estimation" : "",
    row.presence ? option("presence", row.presence) : "",
    row.direction ? option("direction", row.direction) : "",
    valueAt(row, "visee.valeur") ? `visé : ${row.visee.valeur} en ${row.visee.annee ?? "…"}` : "",
    row.jusqu_a ? `suivi jusqu’en ${row.jusqu_a}` : "",
  ].filter(Boolean);
  return `${row.titre ?? row.id ?? "Sans titre"} : ${said.join(", ") || "rien pour cette année"}`;
};
