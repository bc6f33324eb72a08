// Une définition du lieu dans un document : la trouver par son nom, l’ôter, la préparer pour l’an prochain.
import { copy, isEmpty, isMap, own, setAt, valueAt } from "./tree.js";

// Ce qui est privé d’office d’une définition, comme l’est une intention (places/own.py) : le lieu le choisit, ou le garde.
const PRIVATE = ["intention", "visee"];
// Dans un document : la définition qu’un nom désigne, ou ce qu’elle a de montré à part.
/** @param {Form.Value} rows @param {string} part */
export const blockAt = (rows, part) => {
  const [id, kept] = part.split(".");
  const row = Array.isArray(rows) ? rows.find((one) => isMap(one) && one.id === id) : undefined;
  return kept === undefined ? row : PRIVATE.includes(kept) ? own(row, kept) : undefined;
};
/** @param {Form.Tree} tree @param {string} path @param {string} id */
export const withoutBlock = (tree, path, id) => {
  const rows = copy(valueAt(tree, path) ?? []);
  setAt(
    tree,
    path,
    rows.filter((/** @type {Form.Value} */ row) => !isMap(row) || row.id !== id),
  );
};
// Ce qu’un document dit de privé d’office : sa définition, sa clé, le nom que lui donne une fiche.
/** @param {Form.Tree} tree @param {string} path @returns {{ row: Form.Tree, key: string, name: string }[]} */
export const privateParts = (tree, path) =>
  [valueAt(tree, path) ?? []]
    .flat()
    .filter(isMap)
    .flatMap((/** @type {Form.Tree} */ row) =>
      PRIVATE.filter((key) => !isEmpty(own(row, key))).map((key) => ({ row, key, name: `${path}.${row.id}.${key}` })),
    );
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
