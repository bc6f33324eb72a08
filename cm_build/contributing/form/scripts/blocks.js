// Les définitions du lieu, critères et mesures : un bloc chacune, et dans le fichier une ligne de liste.
import { draft } from "./draft.js";
import { namesIn, showIn, textIn } from "./inputs.js";
import { nameLines, nextNumber } from "./lines.js";
import { slug } from "./slug.js";
import { copy, isEmpty, isMap, own, restOf, setAt, valueAt, withRest } from "./tree.js";

const LONGEST_ID = 48;

/** @param {Piece} cell @returns {Piece} */
const inputIn = (cell) => cell.querySelector("input, select, textarea");
/** @param {Piece} box @param {string} kind */
const cellsIn = (box, kind) => [...box.querySelectorAll(`[data-${kind}]`)];
/** @param {Piece} cell @param {string} id */
const nameCell = (cell, id) => {
  const input = inputIn(cell);
  input.id = id;
  cell.querySelector("label").htmlFor = id;
  return input;
};
/** @param {Piece} cell */
const isList = (cell) => cell.dataset.type === "texte_liste";
/** @param {Piece} line @param {string} key @returns {Piece} */
export const cellOf = (line, key) => line.querySelector(`[data-colonne="${key}"]`);
/** @param {Piece} line @param {string} key */
export const textOf = (line, key) => {
  const cell = cellOf(line, key);
  return cell ? textIn(inputIn(cell)) : "";
};

// Ce qu’une case ne sait pas montrer d’un bloc reste à côté, et revient dans la fiche.
/** @param {Form.Tree} row @param {Piece} line */
const leftOf = (row, line) => {
  const rest = copy(row);
  for (const cell of cellsIn(line, "colonne")) {
    const value = valueAt(row, cell.dataset.colonne);
    const shown = isList(cell)
      ? Array.isArray(value) && value.every((one) => typeof one === "string")
      : typeof value === "string";
    if (shown) setAt(rest, cell.dataset.colonne, "");
  }
  if (typeof rest.id === "string") delete rest.id;
  if (line.querySelector("[data-appuis]") && Array.isArray(rest.preuves) && rest.preuves.every(isMap))
    delete rest.preuves;
  return rest;
};
/** @param {Form.Tree} told @param {Form.Tree} rest @returns {Form.Tree} */
const complete = (told, rest) => {
  for (const [key, value] of Object.entries(rest)) {
    if (isMap(own(told, key)) && isMap(value)) complete(told[key], value);
  }
  return withRest(told, rest);
};

/** @param {Piece} line @param {Form.Tree} [row] */
export const addProof = (line, row = {}) => {
  const list = line.querySelector("[data-appuis]");
  const proof = line.querySelector("template").content.firstElementChild.cloneNode(true);
  const number = nextNumber();
  for (const cell of cellsIn(proof, "appui")) {
    showIn(nameCell(cell, `appui-${number}-${cell.dataset.appui}`), own(row, cell.dataset.appui));
  }
  proof.rest = restOf(row, namesIn(proof, "appui"));
  list.append(proof);
  return proof;
};
/** @param {Form.Question} q @param {Form.Tree} [row] */
export const addBlock = (q, row = {}) => {
  const line = q.box.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
  const number = nextNumber();
  for (const cell of cellsIn(line, "colonne")) {
    const input = nameCell(cell, `bloc-${number}-${cell.dataset.colonne}`);
    const value = valueAt(row, cell.dataset.colonne);
    if (isList(cell)) input.value = Array.isArray(value) ? value.join("\n") : "";
    else showIn(input, value);
  }
  for (const box of line.querySelectorAll("[data-garder], [data-montrer]")) {
    // Une case montre parfois plusieurs clés : la première suffit à la nommer.
    const shown = (box.dataset.montrer ?? "").split(" ")[0];
    box.id = `bloc-${number}-${shown ? `montrer-${shown}` : "garder"}`;
    box.parentElement.querySelector("label").htmlFor = box.id;
  }
  const proofs = own(row, "preuves");
  if (line.querySelector("[data-appuis]"))
    for (const proof of Array.isArray(proofs) && proofs.every(isMap) ? proofs : []) addProof(line, proof);
  const id = own(row, "id");
  line.querySelector("[data-identifiant]").value = typeof id === "string" ? id : "";
  line.rest = leftOf(row, line);
  q.box.querySelector("[data-lignes]").append(line);
  showKept(q, line);
  showAsked(line);
  nameLines(q);
  return line;
};
// Les clés qu’une case « publier aussi » montre ensemble, quand le bloc les dit.
/** @param {Piece} box @param {Form.Tree} row */
const keysShown = (box, row) =>
  box.dataset.montrer.split(" ").filter((/** @type {string} */ key) => !isEmpty(row[key]));
// Une visée, une intention ne part que si le lieu la choisit : la case ne dit oui que de tout ce qui partirait.
/** @param {Form.Question} q @param {Piece} line */
const showKept = (q, line) => {
  const row = readBlock(line);
  line.querySelector("[data-garder]").checked = draft.retenues.includes(`${q.path}.${row.id}`);
  for (const box of line.querySelectorAll("[data-montrer]")) {
    const keys = keysShown(box, row);
    box.checked =
      keys.length > 0 &&
      keys.every((/** @type {string} */ key) => draft.montrees.includes(`${q.path}.${row.id}.${key}`));
  }
};
/** @param {Form.Question} q */
export const showChosen = (q) => {
  for (const line of blocksOf(q)) showKept(q, line);
};

// Ce que c’est devenu ne se demande que d’une intention de l’an dernier, et la raison qu’après.
/** @param {Piece} line */
const showAsked = (line) => {
  const after = cellsIn(line, "apres");
  for (const one of after) {
    const before = cellOf(line, one.dataset.apres);
    one.hidden = (before !== one && before.hidden) || !textOf(line, one.dataset.apres);
  }
};

/** @param {Piece} line */
export const readBlock = (line) => {
  /** @type {Form.Tree} */
  const row = {};
  const id = line.querySelector("[data-identifiant]").value;
  if (id) row.id = id;
  for (const cell of cellsIn(line, "colonne")) {
    const input = inputIn(cell);
    const value = isList(cell)
      ? input.value
          .split("\n")
          .map((/** @type {string} */ one) => one.trim())
          .filter(Boolean)
      : textIn(input);
    setAt(row, cell.dataset.colonne, value);
  }
  setAt(row, "preuves", proofsOf(line));
  return complete(row, line.rest ?? {});
};
/** @param {Piece} line */
const proofsOf = (line) =>
  [...line.querySelectorAll(".cm-appui")]
    .map((proof) => {
      /** @type {Form.Tree} */
      const row = {};
      for (const cell of cellsIn(proof, "appui")) setAt(row, cell.dataset.appui, textIn(inputIn(cell)));
      return withRest(row, proof.rest);
    })
    .filter((row) => Object.keys(row).length);
/** @param {Piece} line */
export const isFilled = (line) => Object.keys(readBlock(line)).some((key) => key !== "id");
/** @param {Form.Question} q @returns {Piece[]} */
export const blocksOf = (q) => [...q.box.querySelectorAll(".cm-definition")];
/** @param {Form.Question} q */
export const filledBlocks = (q) => blocksOf(q).filter(isFilled);

/** @param {Form.Question} q */
export const readBlocks = (q) =>
  filledBlocks(q)
    .map(readBlock)
    .concat(q.rest ?? []);
/** @param {Form.Question} q @param {Form.Value} value */
export const writeBlocks = (q, value) => {
  q.box.querySelector("[data-lignes]").replaceChildren();
  const rows = Array.isArray(value) ? value : [];
  q.rest = rows.filter((row) => !isMap(row));
  for (const row of rows.filter(isMap)) addBlock(q, row);
};

// L’identifiant vient du premier titre, et ne change plus : d’une année à l’autre, il dit que c’est la même chose.
/** @param {Form.Question} q @param {Piece} input */
export const settleBlock = (q, input) => {
  const line = input.closest(".cm-definition");
  if (q.kind !== "blocs" || !line) return;
  showAsked(line);
  const holder = line.querySelector("[data-identifiant]");
  const title = textOf(line, "titre");
  if (input.closest('[data-colonne="titre"]') && title && !holder.value) {
    const taken = new Set(blocksOf(q).map((one) => one.querySelector("[data-identifiant]").value));
    holder.value = freeId(title, taken);
    const since = inputIn(cellOf(line, "depuis"));
    if (!since.value && /^\d{4}$/.test(draft.annee)) since.value = draft.annee;
  }
  const rough =
    input.closest('[data-colonne="valeur"]') && /^(?:environ|env\.?|~|≈)\s*(?=\d)/i.exec(input.value.trim());
  if (rough) {
    input.value = input.value.trim().slice(rough[0].length);
    inputIn(cellOf(line, "estimation")).value = "oui";
  }
};
/** @param {string} title @param {Set<string>} taken */
const freeId = (title, taken) => {
  const plain = slug(title)
    .replaceAll("-", "_")
    .replace(/^[^a-z]+/, "");
  const base = (plain.length > 1 ? plain : `choix_${plain}`)
    .replace(/_(?:precision|details)$/, "")
    .slice(0, LONGEST_ID - 3);
  for (let rank = 1; ; rank += 1) {
    const id = rank > 1 ? `${base}_${rank}` : base;
    if (!taken.has(id)) return id;
  }
};
// La case « garder » dit ce que le lieu retient ; la case « publier aussi », ce qu’il montre de privé d’office.
/** @param {Form.Question} q */
export const keepHeld = (q) => {
  if (q.kind !== "blocs") return;
  const [held, shown] = [draft.retenues, draft.montrees].map((list) =>
    list.filter((name) => !name.startsWith(`${q.path}.`)),
  );
  for (const line of filledBlocks(q)) {
    const row = readBlock(line);
    if (!row.id) continue;
    if (line.querySelector("[data-garder]").checked) held.push(`${q.path}.${row.id}`);
    for (const box of line.querySelectorAll("[data-montrer]"))
      if (box.checked) for (const key of keysShown(box, row)) shown.push(`${q.path}.${row.id}.${key}`);
  }
  draft.retenues = held;
  draft.montrees = shown;
};
