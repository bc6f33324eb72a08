// Ce qui manque à une définition du lieu, ou ne va pas : les mêmes règles que le programme (places/own_definition.py).
import { cellOf, filledBlocks, readBlock, textOf } from "./blocks.js";
import { numberFault } from "./checks.js";
import { donnees, message } from "./data.js";
import { draft } from "./draft.js";
import { slug } from "./slug.js";
import { isEmpty, own } from "./tree.js";

/** @type {Record<string, string>} */
const NEEDED = {
  titre: "son titre",
  unite: "ce que l’on compte",
  comptage: "comment on compte",
  choisi_par: "qui l’a choisi",
  depuis: "depuis quelle année",
};
const PRESENCES = ["ponctuelle", "reguliere", "durable"];
/** @param {string} text */
const isYear = (text) => /^\d{4}$/.test(text);

/** @param {Form.Question} q @returns {Form.Found[]} */
export const blockFaults = (q) => {
  const lines = filledBlocks(q);
  return [
    ...lines.flatMap((line, rank) => faultsOf(line, `${q.path}.${rank}`)),
    ...repeated(q, lines),
    ...many(q, lines),
  ];
};
/** @param {Piece} line @param {string} at */
const faultsOf = (line, at) => [...missing(line, at), ...names(line, at), ...years(line, at), ...numbers(line, at)];
/** @param {Piece} line @param {string} at */
const missing = (line, at) => {
  const title = textOf(line, "titre") || "Cette définition";
  /** @param {string} key @param {string} words */
  const one = (key, words) => ({ at: `${at}.${key}`, text: message("CM-364", { lu: title, attendu: words }) });
  const found = Object.entries(NEEDED)
    .filter(([key]) => cellOf(line, key) && !textOf(line, key))
    .map(([key, words]) => one(key, words));
  if (cellOf(line, "observer")) {
    const anchors = PRESENCES.filter((key) => textOf(line, `ancres.${key}`));
    if (!anchors.length && !textOf(line, "observer"))
      found.push(one("observer", "ce que l’on observe, ou ce que veut dire chaque présence"));
    else if (anchors.length && anchors.length < PRESENCES.length)
      for (const key of PRESENCES.filter((each) => !anchors.includes(each)))
        found.push(one(`ancres.${key}`, "ce que veut dire cette présence"));
  }
  if (cellOf(line, "visee.annee")) {
    const [year, value] = [textOf(line, "visee.annee"), textOf(line, "visee.valeur")];
    if (value && !year) found.push(one("visee.annee", "l’année visée"));
    if (year && !value) found.push(one("visee.valeur", "la valeur visée"));
  }
  return found;
};
/** @param {Piece} line @param {string} at */
const names = (line, at) => {
  const title = textOf(line, "titre");
  const taken = donnees.propres.effets.some((one) => slug(one.replaceAll("_", "-")) === slug(title));
  const kind = cellOf(line, "valeur") ? "mesures" : "critères";
  return title && taken ? [{ at: `${at}.titre`, text: message("CM-361", { lu: title, attendu: kind }) }] : [];
};
/** @param {Piece} line @param {string} at */
const years = (line, at) => {
  const title = textOf(line, "titre");
  const [since, until, aimed, now] = [
    ...["depuis", "jusqu_a", "visee.annee"].map((key) => textOf(line, key)),
    draft.annee,
  ];
  const found = [
    ["depuis", since],
    ["jusqu_a", until],
    ["visee.annee", aimed],
  ]
    .filter(([, text]) => text && !isYear(text))
    .map(([key, text]) => ({ at: `${at}.${key}`, text: message("CM-309", { lu: text }) }));
  if (found.length) return found;
  /** @param {string} key @param {string} words */
  const odd = (key, words) =>
    found.push({ at: `${at}.${key}`, text: message("CM-366", { lu: title, attendu: words }) });
  if (since && isYear(now) && since > now)
    odd("depuis", `le suivi commence en ${since}, après l’année de la fiche, ${now}`);
  if (until && isYear(now) && until > now)
    odd("jusqu_a", `la dernière année, ${until}, vient après celle de la fiche, ${now}`);
  if (since && until && until < since) odd("jusqu_a", `la fin du suivi, ${until}, vient avant son début, ${since}`);
  const row = readBlock(line);
  if (until && until < now && (!isEmpty(own(row, "valeur")) || !isEmpty(own(row, "visee"))))
    odd("jusqu_a", `elle n’est plus suivie après ${until}, et la fiche de ${now} la compte encore`);
  if (aimed && isYear(now) && aimed <= now)
    found.push({ at: `${at}.visee.annee`, text: message("CM-367", { lu: aimed, cle: title, attendu: now }) });
  return found;
};
/** @param {Piece} line @param {string} at */
const numbers = (line, at) =>
  ["valeur", "visee.valeur"].flatMap((key) => {
    const cell = cellOf(line, key);
    const unit = textOf(line, "unite");
    const fault =
      cell && numberFault(textOf(line, key), { min: 0, decimals: 2, ...(unit ? { unit, asked: unit } : {}) });
    return fault ? [{ at: `${at}.${key}`, text: fault }] : [];
  });
/** @param {Form.Question} q @param {Piece[]} lines */
const repeated = (q, lines) => {
  const titles = lines.map((line) => slug(textOf(line, "titre")));
  return titles.flatMap((title, rank) =>
    title && titles.indexOf(title) < rank
      ? [{ at: `${q.path}.${rank}.titre`, text: message("CM-362", { lu: textOf(lines[rank], "titre") }) }]
      : [],
  );
};
// Ce que l’on ne suit plus ne compte pas dans la limite.
/** @param {Form.Question} q @param {Piece[]} lines */
const many = (q, lines) => {
  const most = Number(q.box.dataset.suivis);
  const followed = lines.filter((line) => !(textOf(line, "jusqu_a") && textOf(line, "jusqu_a") < draft.annee)).length;
  const words = q.path === "mesures_du_lieu" ? "mesures" : "critères";
  return followed > most ? [{ at: q.path, text: message("CM-363", { lu: followed, cle: words, attendu: most }) }] : [];
};
