// Ce qui vient d’être tapé : compris quand il n’y a qu’une façon de le comprendre, dit quand il change, gardé tel quel sinon.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { draft } from "./draft.js";
import { setEstimate } from "./estimates.js";
import { optionLabel } from "./labels.js";
import { settleMonth } from "./months.js";
import { numberOf } from "./numbers.js";
import { announce } from "./page.js";
import { formOf } from "./questions.js";
import { registered } from "./registers.js";
import { withoutUnseen } from "./signs.js";

const ROUGHLY = "environ|env\\.?|à peu près|à vue de nez|autour de|dans les|à la louche|presque|~|≈";
const BEFORE = new RegExp(`^(?:${ROUGHLY})\\s*`, "i");
const AFTER = new RegExp(`[\\s,]*(?:\\((?:${ROUGHLY})\\)|${ROUGHLY})$`, "i");
// Les façons d’écrire l’unité que la question attend, et aucune autre : 12 % n’est pas 12 euros.
/** @type {Record<string, string>} */
const WRITTEN = { "m²": "m²|m2", "€": "€|euros?", "%": "%", heures: "h|heures?", jours: "j|jours?" };
/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** @param {Piece} input */
const unitOf = (input) =>
  (
    input.closest(".cm-q__nombre")?.querySelector("span")?.textContent ??
    input.closest("[data-unite]")?.dataset.unite ??
    ""
  ).trim();
/** @param {string} text @param {string} unit */
const withoutUnit = (text, unit) => {
  if (!unit) return text;
  const [first] = unit.split(" ");
  const ways = [escaped(unit).replace(/s\b/g, "s?"), WRITTEN[first] ?? escaped(first).replace(/s$/, "s?")];
  return text.replace(new RegExp(`\\s*(?:${ways.join("|")})$`, "i"), "");
};
/** @param {string} text @param {string} unit */
const inMonths = (text, unit) => {
  const years = unit === "mois" ? /^(\d+(?:[.,]\d+)?)\s*ans?$/i.exec(text) : null;
  return years ? String(Math.round(numberOf(years[1]) * 12e6) / 1e6) : null;
};
/** @param {Piece} input */
const isNumeric = (input) => input.matches("input[inputmode=decimal], input[inputmode=numeric]");
/** @type {Set<Piece>} */
const roughInputs = new Set();

// « environ 180 m² » : on garde le nombre, et qu’il est une estimation. « 9 ans » font 108 mois.
/** @param {Form.Question} question @param {Piece} input */
const plainNumber = (question, input) => {
  const typed = input.value.trim();
  const rough = question.box.querySelector("[data-estimation]");
  const exact = rough ? typed.replace(BEFORE, "").replace(AFTER, "") : typed;
  const unit = unitOf(input);
  const bare = inMonths(exact, unit) ?? withoutUnit(exact, unit);
  roughInputs.delete(input);
  if (bare === typed || Number.isNaN(numberOf(bare))) return false;
  input.value = bare;
  const said = exact !== typed;
  if (said) {
    rough.checked = true;
    roughInputs.add(input);
    setEstimate(draft.document, question.name, true);
  }
  noteUnder(input, `Noté : ${bare}${unit ? ` ${unit}` : ""}${said ? ", une estimation" : ""}, pour « ${typed} ».`);
  return said;
};
// Ce que le formulaire a compris ou changé se lit sous le champ, et s’entend.
/** @param {Piece} input @param {string} text */
export const noteUnder = (input, text) => {
  input.noted?.remove();
  input.noted = null;
  if (!text) return;
  input.noted = phrase("p", { class: "cm-q__note", "data-lu": true, text });
  (input.closest(".cm-part, .cm-q__nombre, .cm-choix") ?? input).after(input.noted);
  announce(text);
};
// Une estimation, un « tout est indiqué » se disent d’une réponse : elle change, ils sont à redire.
/** @param {Form.Question} question @param {Piece} input @param {boolean} saidRough */
const followAnswer = (question, input, saidRough) => {
  const [before, now] = [input.settled ?? "", input.value.trim()];
  input.settled = now;
  if (before === now) return;
  const inputs = [...question.box.querySelectorAll("input:not([data-mois])")].filter(isNumeric);
  const emptied = inputs.every((one) => !one.value.trim());
  const [rough, whole] = [
    question.box.querySelector("[data-estimation]"),
    question.box.querySelector("[data-complet]"),
  ];
  const lastRough = input.wasRough && !inputs.some((one) => roughInputs.has(one));
  input.wasRough = saidRough;
  if (rough?.checked && !saidRough && (emptied || lastRough || (before && inputs.length === 1))) {
    rough.checked = false;
    setEstimate(draft.document, question.name, false);
    noteUnder(rough, emptied ? "" : "La réponse a changé : cochez à nouveau si c’est encore une estimation.");
  } else if (rough) {
    noteUnder(rough, "");
  }
  if (whole?.checked && emptied) {
    whole.checked = false;
    noteUnder(whole, "Plus rien n’est indiqué : cochez à nouveau si tout vaut zéro.");
  }
};
// Un texte collé d’ailleurs peut porter des signes que personne ne voit ; le fichier les refuserait.
const TAKEN_AWAY = "Des signes que personne ne voit ont été ôtés.";
/** @param {Piece} input */
const takeAwayUnseen = (input) => {
  const plain = withoutUnseen(input.value);
  if (plain === input.value) return false;
  input.value = plain;
  return true;
};
// Un numéro recopié par groupes s’écrit d’un seul tenant.
/** @param {Piece} input */
const joinNumber = (input) => {
  const typed = input.value.trim();
  const { number, code } = registered(input.dataset.registre, typed);
  if (!typed || code || number === typed) return;
  input.value = number;
  noteUnder(input, `Noté : ${number}, pour « ${typed} ».`);
};
// Quitter une case : ce qui n’a pas de sens s’ôte, ce qui n’a qu’un sens se comprend, et les deux se disent.
/** @param {Form.Question} question @param {Piece} input */
export const settleTyped = (question, input) => {
  if (!input.matches("input[type=text], input[type=url], textarea")) return;
  noteUnder(input, "");
  const changed = takeAwayUnseen(input);
  if (input.dataset.registre) joinNumber(input);
  else if (isNumeric(input) && !input.dataset.date) {
    const saidRough = plainNumber(question, input);
    settleMonth(question, input);
    followAnswer(question, input, saidRough);
  }
  if (changed) noteUnder(input, [input.noted?.textContent, TAKEN_AWAY].filter(Boolean).join(" "));
};
// « Aucun » ou « je ne sais pas » excluent le reste, et réciproquement.
/** @param {Form.Question} question @param {Piece} input */
export const exclude = (question, input) => {
  if (input.dataset.hors) setApart(question, input);
  else if (input.type === "text" && input.value) {
    for (const other of question.box.querySelectorAll("[data-hors]")) other.checked = false;
  }
  if (
    input.type !== "checkbox" ||
    !input.checked ||
    input.dataset.hors ||
    !input.value ||
    formOf(question) !== "choix_multiple"
  )
    return;
  const alone = "exclusif" in input.dataset;
  const dropped = [...question.box.querySelectorAll(".cm-choix > input[type=checkbox]:checked")].filter(
    (other) => other !== input && (alone || "exclusif" in other.dataset),
  );
  for (const other of dropped) other.checked = false;
  if (dropped.length)
    announce(
      `Décoché : ${dropped.map((one) => optionLabel(question, one.value)).join(", ")}, qui ne va pas avec « ${optionLabel(question, input.value)} ».`,
    );
};
// « Je ne sais pas » vide la question ; décoché, il rend ce qu’elle disait.
/** @param {Form.Question} question @param {Piece} input */
const setApart = (question, input) => {
  const fields = [...question.box.querySelectorAll("input[type=text]")];
  const rough = question.box.querySelector("[data-estimation]");
  if (input.checked) {
    for (const other of question.box.querySelectorAll("[data-hors]")) if (other !== input) other.checked = false;
    if (fields.some((one) => one.value))
      question.aside = { texts: fields.map((one) => one.value), rough: rough?.checked ?? false };
    for (const field of fields) field.value = "";
    if (rough) rough.checked = false;
  } else if (question.aside && fields.every((one) => !one.value)) {
    const { texts, rough: wasRough } = question.aside;
    fields.forEach((field, rank) => {
      field.value = texts[rank];
    });
    if (rough) rough.checked = wasRough;
    question.aside = null;
  }
  if (rough) setEstimate(draft.document, question.name, rough.checked);
};
