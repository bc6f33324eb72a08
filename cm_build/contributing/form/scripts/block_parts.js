// Une définition du lieu dans un document : la trouver par son nom, l’ôter, la préparer pour l’an prochain.
import { copy, isEmpty, isMap, own, setAt, valueAt } from "./tree.js";

// Ce qui est privé d’office d’une définition, comme l’est une intention (places/own.py) : le lieu le choisit, ou le garde.
const PRIVATE = ["intention_passee", "suite", "suite_raison", "intention", "visee"];
// Ce que l’intention d’avant est devenue : chacune ne se demande qu’après l’autre.
const FOLLOW_UP = ["intention_passee", "suite", "suite_raison"];
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
// Une suite sans ce qu’elle suit ne se demande pas : elle ne sort pas du brouillon.
/** @param {Form.Tree} tree @param {string} path */
export const withoutOrphans = (tree, path) => {
  for (const row of [valueAt(tree, path) ?? []].flat().filter(isMap))
    for (const [rank, key] of FOLLOW_UP.entries()) if (rank && isEmpty(row[FOLLOW_UP[rank - 1]])) delete row[key];
};
// Les intentions de l’an dernier qui attendent encore un mot.
/** @param {Form.Tree} tree @param {string} path @returns {{ row: Form.Tree, at: string }[]} */
export const pendingIn = (tree, path) =>
  [valueAt(tree, path) ?? []]
    .flat()
    .filter(isMap)
    .map((/** @type {Form.Tree} */ row, /** @type {number} */ rank) => ({ row, at: `${path}.${rank}.suite` }))
    .filter((/** @type {{ row: Form.Tree }} */ { row }) => !isEmpty(row.intention_passee) && isEmpty(row.suite));
// L’an prochain : les mêmes définitions, sans ce que l’année avait répondu. Une visée encore devant reste, et ce que le
// lieu voulait devient ce qu’il voulait.
const YEARLY = ["valeur", "estimation", "presence", "direction", "preuves", "exemple"];
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
    const wanted = row.intention;
    for (const key of [...FOLLOW_UP, "intention"]) delete row[key];
    if (!isEmpty(wanted)) row.intention_passee = wanted;
    if (!(Number(own(row.visee, "annee")) > Number(year))) delete row.visee;
  }
  return emptied;
};
