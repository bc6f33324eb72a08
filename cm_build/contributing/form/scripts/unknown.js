// Ce que le questionnaire ne connaît pas vient d’un fichier : on le montre, on ne le perd jamais.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { CHOICES, draft } from "./draft.js";
import { estimates } from "./estimates.js";
import { keepingFocus } from "./page.js";
import { questions } from "./questions.js";
import { showDraft } from "./returning.js";
import { HEADER } from "./sheet.js";
import { saveSoon } from "./store.js";
import { isEmpty, isMap, keysOf, own, setAt } from "./tree.js";
import { hiddenIn } from "./unshown.js";
import { inline } from "./yaml.js";

// Un chemin est une liste de clés : une clé peut contenir un point.
const unknownParts = () => {
  const known = new Map();
  for (const one of questions.values())
    for (const end of ["", "_precision", "_details"]) known.set(one.path + end, { one, end });
  const inside = new Set(
    [...known.keys()].flatMap((path) => keysOf(path).map((_, rank, keys) => keys.slice(0, rank + 1).join("."))),
  );
  /** @param {Form.Tree} tree @param {string[]} keys @returns {Form.Unknown[]} */
  const walk = (tree, keys) =>
    Object.entries(tree).flatMap(([key, value]) => {
      const here = [...keys, key];
      const path = key.includes(".") ? null : here.join(".");
      const found = path && known.get(path);
      if (found) return hiddenIn(found.one, found.end, value, here);
      if (!keys.length && HEADER.includes(key) && !inside.has(key)) return strangers(key, value);
      if (path && UNASKED.includes(path)) return typeof value === "string" ? [] : [{ keys: here, value }];
      return path && inside.has(path) && isMap(value)
        ? walk(value, here)
        : isEmpty(value)
          ? []
          : [{ keys: here, value }];
    });
  return walk(draft.document, []);
};
// Ce qu’une fiche peut dire d’elle-même sans que le formulaire le demande.
const UNASKED = ["identifiants.national", "identifiants.recensement", "reponse.date", "reponse.minutes"];
// Un nom que l’en-tête cite et que le questionnaire n’a pas.
/** @param {string} key @param {Form.Value} value */
const strangers = (key, value) => {
  if (key === "estimations")
    return estimates(draft.document)
      .filter((one) => !questions.has(one))
      .map((one) => ({ keys: [key], value: one }));
  return key in CHOICES && !isEmpty(value) ? [{ keys: [key], value }] : [];
};
/** @param {Form.Unknown} given */
const dropPart = ({ keys, value }) => {
  const before = keys.reduce((node, key) => own(node, key), draft.document);
  const rest =
    Array.isArray(before) && before !== value
      ? before.filter((one) => one !== value).map((one) => withoutParts(one, value))
      : "";
  setAt(draft.document, keys, rest);
  showDraft();
  saveSoon();
};
/** @param {Form.Value} row @param {Form.Value} parts */
const withoutParts = (row, parts) =>
  isMap(row) && isMap(parts) ? Object.fromEntries(Object.entries(row).filter(([key]) => !(key in parts))) : row;
/** @param {() => void} again */
export const showUnknown = (again) => {
  const found = unknownParts();
  const list = phrase(
    "ul",
    {},
    ...found.map((part) => {
      const path = part.keys.join(".");
      const drop = phrase(
        "button",
        { type: "button", class: "cm-lien" },
        "Retirer",
        phrase("span", { class: "cm-cache", text: ` ${path} : ${inline(part.value)}` }),
      );
      drop.addEventListener("click", () => {
        dropPart(part);
        again();
      });
      return phrase("li", {}, phrase("code", { text: path }), ` : ${inline(part.value)} `, drop);
    }),
  );
  const box = find("inconnus");
  keepingFocus(box, () => {
    box.hidden = !found.length;
    box.replaceChildren(
      phrase("p", {
        text: "Votre fichier contient des réponses que ce formulaire ne sait pas montrer. Elles sont gardées telles quelles, et la vérification vous en parlera.",
      }),
      list,
    );
  });
};
