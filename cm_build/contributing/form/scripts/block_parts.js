// Une définition du lieu dans un document : la trouver par son nom, l’ôter, la préparer pour l’an prochain.
import { copy, isEmpty, isMap, own, setAt, valueAt } from "./tree.js";

// Ce que le lieu choisit de montrer à part : ce qu’il vise, ce qu’il veut faire.
const KEPT = ["intention", "visee"];
// Dans un document : la définition qu’un nom désigne, ou ce qu’elle a de montré à part.
/** @param {Form.Value} rows @param {string} part */
export const blockAt = (rows, part) => {
  const [id, kept] = part.split(".");
  const row = Array.isArray(rows) ? rows.find((one) => isMap(one) && one.id === id) : undefined;
  return kept === undefined ? row : KEPT.includes(kept) ? own(row, kept) : undefined;
};
/** @param {Form.Tree} tree @param {string} path @param {string} part */
export const withoutBlock = (tree, path, part) => {
  const [id, kept] = part.split(".");
  const rows = copy(valueAt(tree, path) ?? []);
  for (const row of rows) if (isMap(row) && row.id === id && kept) delete row[kept];
  setAt(tree, path, kept ? rows : rows.filter((/** @type {Form.Value} */ row) => !isMap(row) || row.id !== id));
};
// L’an prochain : les mêmes définitions, sans ce que l’année avait répondu. Une visée encore devant reste.
const YEARLY = ["valeur", "estimation", "presence", "direction", "preuves", "exemple", "intention"];
/** @param {Form.Tree} tree @param {string} path @param {string} year */
export const emptyBlocks = (tree, path, year) => {
  const rows = valueAt(tree, path);
  if (!Array.isArray(rows)) return 0;
  let emptied = 0;
  for (const row of rows.filter(isMap)) {
    for (const key of YEARLY.filter((one) => !isEmpty(row[one]))) {
      emptied += key === "estimation" ? 0 : 1;
      delete row[key];
    }
    if (!(Number(own(row.visee, "annee")) > Number(year))) delete row.visee;
  }
  return emptied;
};
