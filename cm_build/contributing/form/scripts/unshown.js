// Ce qu’un champ ne sait pas montrer se lit à côté de lui.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { agreementText, isAgreement } from "./agreements.js";
import { partLabel } from "./labels.js";
import { formOf } from "./questions.js";
import { isEmpty, isMap, keysOf, RESERVED, same, trimmed } from "./tree.js";
import { inline } from "./yaml.js";

// Ce qu’un champ ne sait pas montrer se lit à côté de lui : rien d’un fichier repris ne se cache ni ne se perd.
/** @param {Form.Question} q @param {Form.Value} value */
export const tellUnshown = (q, value) => {
  q.unshown?.remove();
  if (isAgreement(value)) {
    tellBeside(
      q,
      `${agreementText(value, (option) => partLabel(q, option))}. Le nombre ne se dit pas, et celui des personnes de ce groupe ne se publie pas. C’est gardé tel quel, sauf si vous répondez ici.`,
    );
    return;
  }
  if (isEmpty(value) || (shows(q, value) && same(trimmed(q.shown), trimmed(value)))) return;
  const parts = hiddenIn(q, "", value, keysOf(q.path)).map((part) => part.value);
  const whole = !parts.length || parts.includes(value);
  const codes = (whole ? [value] : parts).map(inline).join(", ");
  tellBeside(
    q,
    `Votre fichier dit ici quelque chose que ce champ ne sait pas montrer : ${codes}. C’est gardé tel quel${whole ? ", sauf si vous répondez ici" : ""}.`,
  );
};
/** @param {Form.Question} q @param {string} text */
const tellBeside = (q, text) => {
  q.unshown = phrase("p", { class: "cm-q__note", "data-repris": true }, text);
  const title = q.box.querySelector(".cm-q__aide") ?? q.box.querySelector(".cm-q__titre");
  if (title) title.after(q.unshown);
  else (q.box.querySelector("th") ?? q.box).append(q.unshown);
};
// Un champ montre-t-il toute cette valeur ? Sinon elle est signalée, et gardée.
/** @param {Form.Question} q @param {Form.Value} value */
export const shows = (q, value) => {
  const known = [...q.box.querySelectorAll(".cm-choix > input[value]")].map((one) => one.value);
  if (q.box.querySelector(`[data-hors="${CSS.escape(String(value))}"]`)) return true;
  switch (formOf(q)) {
    case "texte":
    case "date":
      return typeof value === "string";
    case "choix_unique":
      return known.includes(value);
    case "choix_multiple":
      return (Array.isArray(value) ? value : [value]).every((one) => known.includes(one));
    case "liste":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "repartition": {
      if (isAgreement(value)) return true;
      const parts = [...q.box.querySelectorAll("[data-part]")].map((one) => one.dataset.part);
      return (
        isMap(value) &&
        Object.entries(value).every(
          ([key, text]) => typeof text === "string" && (key === "complet" || parts.includes(key)),
        )
      );
    }
    case "tableau": {
      const columns = [...q.box.querySelector("template").content.querySelectorAll("[data-colonne]")].map(
        (one) => one.dataset.colonne,
      );
      return (
        Array.isArray(value) &&
        value.every(
          (row) =>
            isMap(row) && Object.entries(row).every(([key, text]) => columns.includes(key) && typeof text === "string"),
        )
      );
    }
    case "blocs":
      return (
        Array.isArray(value) &&
        value.every(isMap) &&
        [...q.box.querySelectorAll(".cm-definition, .cm-appui")].every((line) => isEmpty(line.rest))
      );
    default:
      return Array.isArray(value);
  }
};
// Dans une réponse connue, ce que son champ ne montre pas : tout, ou seulement une part, une ligne, une colonne.
/** @param {Form.Question} question @param {string} end @param {Form.Value} value @param {string[]} keys */
export const hiddenIn = (question, end, value, keys) => {
  if (isEmpty(value) || RESERVED.includes(value)) return [];
  if (end === "_precision") return typeof value === "string" ? [] : [{ keys, value }];
  if (end === "_details") return isMap(value) ? partsOf(question.restDetails, keys) : [{ keys, value }];
  // Un vote dit en mots se lit en mots, à côté de ses cases.
  if (isAgreement(value)) return [];
  if (isMap(question.rest)) return isMap(value) ? partsOf(question.rest, keys) : [{ keys, value }];
  const rows = [...question.box.querySelectorAll(".cm-ligne, .cm-photo")]
    .filter((line) => !isEmpty(line.rest))
    .map((line) => ({ keys, value: line.rest }));
  const apart = Array.isArray(value)
    ? (question.rest ?? []).map((/** @type {Form.Value} */ one) => ({ keys, value: one }))
    : [];
  if (apart.length || rows.length) return [...apart, ...rows];
  return shows(question, value) ? [] : [{ keys, value }];
};
/** @param {Form.Value} rest @param {string[]} keys */
const partsOf = (rest, keys) => Object.entries(rest ?? {}).map(([key, value]) => ({ keys: [...keys, key], value }));
