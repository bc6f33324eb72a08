// Ce que la personne a mis dans un champ, sous la forme que prend le fichier.
import { readBlocks, writeBlocks } from "./blocks.js";
import { dateText, slotsOf } from "./dates.js";
import { draft } from "./draft.js";
import { namesIn, showIn, textIn } from "./inputs.js";
import { addLine } from "./lines.js";
import { UNKNOWN_MARK } from "./numbers.js";
import { showPhotos } from "./photo_lines.js";
import { formOf } from "./questions.js";
import { isMap, own, RESERVED, restOf, valueAt, withRest } from "./tree.js";
import { tellUnshown } from "./unshown.js";

/** @type {Record<string, (q: Form.Question) => Form.Value>} */
const readers = {
  texte: (q) => withApart(q, () => textIn(q.main)),
  liste: (q) =>
    q.main.value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  choix_unique: (q) => q.box.querySelector("input[type=radio]:checked")?.value ?? "",
  choix_multiple: (q) => {
    const chosen = [...q.box.querySelectorAll(".cm-choix > input[type=checkbox]:checked")].map((one) => one.value);
    return RESERVED.includes(chosen[0]) ? chosen[0] : [...chosen, ...(q.rest ?? [])];
  },
  date: (q) =>
    withApart(q, () => {
      const [year, month, day] = ["a", "m", "j"].map((part) => q.box.querySelector(`[data-date=${part}]`).value);
      return dateText(year, month, day, q.box.dataset.borne === "fin");
    }),
  repartition: (q) =>
    withApart(q, () => {
      /** @type {Form.Tree} */
      const told = {};
      for (const input of q.box.querySelectorAll("[data-part]")) {
        const text = textIn(input);
        if (text) told[input.dataset.part] = text === UNKNOWN_MARK ? "ne_sait_pas" : text;
      }
      if (q.box.querySelector("[data-complet]")?.checked) told.complet = "oui";
      return withRest(told, q.rest);
    }),
  tableau: (q) =>
    [...q.box.querySelectorAll(".cm-ligne")]
      .map((line) => {
        /** @type {Form.Tree} */
        const row = {};
        for (const cell of line.querySelectorAll("[data-colonne]")) {
          const text = textIn(cell.querySelector("input, select"));
          if (text) row[cell.dataset.colonne] = text;
        }
        return withRest(row, line.rest);
      })
      .filter((row) => Object.keys(row).length)
      .concat(q.rest ?? []),
  blocs: readBlocks,
  photos: (q) =>
    [...q.box.querySelectorAll(".cm-photo")]
      .map((line) => {
        /** @type {Form.Tree} */
        const photo = { fichier: line.dataset.fichier };
        for (const input of line.querySelectorAll("input[data-cle]")) {
          if (textIn(input)) photo[input.dataset.cle] = textIn(input);
        }
        return withRest(photo, line.rest);
      })
      .concat(q.rest ?? []),
};
/** @param {Form.Question} q @param {() => Form.Value} otherwise */
const withApart = (q, otherwise) => {
  const apart = q.box.querySelector("[data-hors]:checked");
  return apart ? apart.dataset.hors : otherwise();
};

/** @param {Form.Question} q @param {Form.Value} value */
const showApart = (q, value) => {
  for (const box of q.box.querySelectorAll("[data-hors]")) box.checked = box.dataset.hors === value;
  return q.box.querySelector("[data-hors]:checked") ? "" : value;
};

// Et l’inverse. Ce qu’un champ ne sait pas montrer reste dans le document : rien n’est perdu.
/** @type {Record<string, (q: Form.Question, value: Form.Value) => void>} */
const writers = {
  texte: (q, value) => {
    showIn(q.main, showApart(q, value));
  },
  liste: (q, value) => {
    q.main.value = Array.isArray(value) ? value.join("\n") : "";
  },
  choix_unique: (q, value) => {
    for (const input of q.box.querySelectorAll("input[type=radio]")) input.checked = input.value === value;
  },
  choix_multiple: (q, value) => {
    const chosen = Array.isArray(value) ? value : [value];
    const known = [...q.box.querySelectorAll(".cm-choix > input[type=checkbox]")].map((one) => one.value);
    q.rest = Array.isArray(value) ? value.filter((one) => !known.includes(one)) : [];
    for (const input of q.box.querySelectorAll(".cm-choix > input[type=checkbox]"))
      input.checked = chosen.includes(input.value);
  },
  date: (q, value) => {
    const shown = showApart(q, value);
    const text = typeof shown === "string" ? shown : "";
    for (const [part, shown] of Object.entries(slotsOf(text))) q.box.querySelector(`[data-date=${part}]`).value = shown;
  },
  repartition: (q, value) => {
    showApart(q, value);
    for (const input of q.box.querySelectorAll("[data-part]")) {
      const text = own(value, input.dataset.part);
      showIn(input, text === "ne_sait_pas" ? UNKNOWN_MARK : text);
    }
    const whole = q.box.querySelector("[data-complet]");
    if (whole) whole.checked = own(value, "complet") === "oui";
    const wholeTold = ["oui", "non"].includes(own(value, "complet")) ? ["complet"] : [];
    q.rest = restOf(value, namesIn(q.box, "part").concat(wholeTold));
  },
  tableau: (q, value) => {
    const lines = q.box.querySelector("[data-lignes]");
    lines.replaceChildren();
    const rows = Array.isArray(value) ? value : [];
    q.rest = rows.filter((row) => !isMap(row));
    for (const row of rows.filter(isMap)) addLine(q, row);
  },
  blocs: writeBlocks,
  photos: (q, value) => {
    const rows = Array.isArray(value) ? value : [];
    /** @param {Form.Value} row */
    const shown = (row) => isMap(row) && typeof row.fichier === "string";
    q.rest = rows.filter((row) => !shown(row));
    showPhotos(q, rows.filter(shown));
  },
};
/** @param {Form.Question} q */
export const readQuestion = (q) => readers[formOf(q)](q);
/** @param {Form.Question} q @param {Form.Tree} tree */
export const writeQuestion = (q, tree) => {
  writers[formOf(q)](q, valueAt(tree, q.path));
  q.shown = readQuestion(q);
  /** @param {string} key @param {string} text */
  const aside = (key, text) => (typeof text === "string" && text ? text : own(draft.reserve, `${q.name}_${key}`));
  for (const input of q.box.querySelectorAll("[data-precision]"))
    showIn(input, aside("precision", valueAt(tree, `${q.path}_precision`)));
  for (const input of q.box.querySelectorAll("[data-mois]")) showIn(input, aside("mois", ""));
  const details = valueAt(tree, `${q.path}_details`);
  for (const input of q.box.querySelectorAll("[data-detail]")) {
    showIn(input, aside(`details.${input.dataset.detail}`, own(details, input.dataset.detail)));
  }
  q.restDetails = restOf(details, namesIn(q.box, "detail"));
  tellUnshown(q, valueAt(tree, q.path));
};
