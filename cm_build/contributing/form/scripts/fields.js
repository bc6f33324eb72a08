// Chaque saisie a sa place dans le fichier : la part d’une répartition, la case d’un tableau, le mois d’une date.
// Une faute porte cette place : c’est par elle qu’un message, d’ici ou du programme, trouve la bonne case.
import { filledBlocks } from "./blocks.js";
import { DATE_PARTS } from "./dates.js";
import { draft } from "./draft.js";
import { partLabel, rowTitle, wordsOf } from "./labels.js";
import { formOf } from "./questions.js";
import { valueAt } from "./tree.js";

// Les lignes vides d’un tableau ne sont pas dans le fichier : elles n’y comptent pas.
/** @param {Form.Question} question */
const filledLines = (question) =>
  [...question.box.querySelectorAll(".cm-ligne")].filter((line) =>
    [...line.querySelectorAll("input, select")].some((one) => one.value.trim()),
  );

/** @param {Piece} line */
const nameOf = (line) => {
  const title = line.querySelector('[data-colonne="titre"] input').value.trim();
  return title ? `« ${title} »` : `bloc ${[...line.parentElement.children].indexOf(line) + 1}`;
};
/** @type {Record<string, (question: Form.Question) => Form.Field[]>} */
const fieldReaders = {
  date: ({ box, path }) =>
    Object.entries(DATE_PARTS).map(([key, part]) => {
      const input = box.querySelector(`[data-date=${key}]`);
      return { input, at: `${path}.${part}`, line: wordsOf(input.labels[0]).toLowerCase() };
    }),
  repartition: (question) =>
    [...question.box.querySelectorAll("[data-part]")].map((input) => {
      const { part } = input.dataset;
      const kind = question.box.tagName === "TR" ? "colonne" : "ligne";
      return { input, at: `${question.path}.${part}`, line: `${kind} ${partLabel(question, part)}` };
    }),
  tableau: (question) => {
    const all = [...question.box.querySelectorAll(".cm-ligne")];
    return filledLines(question).flatMap((line, rank) =>
      [...line.querySelectorAll("[data-colonne]")].map((cell) => ({
        input: cell.querySelector("input, select"),
        cell,
        at: `${question.path}.${rank}.${cell.dataset.colonne}`,
        line: `ligne ${all.indexOf(line) + 1}, ${cell.querySelector("label").textContent}`,
      })),
    );
  },
  blocs: (question) =>
    filledBlocks(question).flatMap((line, rank) => [
      ...[...line.querySelectorAll("[data-colonne]")].map((cell) => ({
        input: cell.querySelector("input, select, textarea"),
        cell,
        at: `${question.path}.${rank}.${cell.dataset.colonne}`,
        line: `${nameOf(line)}, ${wordsOf(cell.querySelector("label"))}`,
      })),
      ...[...line.querySelectorAll(".cm-appui")].flatMap((proof, row) =>
        [...proof.querySelectorAll("[data-appui]")].map((cell) => ({
          input: cell.querySelector("input, select"),
          cell,
          at: `${question.path}.${rank}.preuves.${row}.${cell.dataset.appui}`,
          line: `${nameOf(line)}, appui ${row + 1}, ${wordsOf(cell.querySelector("label"))}`,
        })),
      ),
    ]),
  photos: ({ box, path }) =>
    [...box.querySelectorAll(".cm-photo")].flatMap((photo, rank) =>
      [...photo.querySelectorAll("[data-cle]")].map((input) => ({
        input,
        at: `${path}.${rank}.${input.dataset.cle}`,
        line: `photo ${photo.dataset.fichier}, ${input.labels[0].textContent}`,
      })),
    ),
};
/** @param {Form.Question} given */
const companions = ({ box, path }) => [
  ...[...box.querySelectorAll("[data-mois]")].map((input) => ({ input, at: `${path}_mois`, line: "par mois" })),
  ...[...box.querySelectorAll("[data-precision], [data-detail]")].map((input) => {
    const { detail } = input.dataset;
    const option = wordsOf(input.closest(".cm-choix").querySelector("label"));
    return { input, at: detail ? `${path}_details.${detail}` : `${path}_precision`, line: `réponse ${option}` };
  }),
];
/** @param {Form.Question} question */
export const fieldsOf = (question) => [
  ...(fieldReaders[formOf(question)]?.(question) ??
    (question.main ? [{ input: question.main, at: question.path, line: "" }] : [])),
  ...companions(question),
];

// La case d’une place ; à défaut, la première de ce qu’elle contient, ou de ce qui la contient.
/** @param {Form.Question} question @param {string} at */
const fieldAt = (question, at) => {
  const fields = fieldsOf(question);
  /** @param {(field: Form.Field) => boolean} test */
  const among = (test) => {
    const found = fields.filter(test);
    return found.find(({ input }) => input.value.trim()) ?? found[0];
  };
  return (
    fields.find((one) => one.at === at) ??
    among((one) => one.at.startsWith(`${at}.`) && (at !== question.path || question.box.tagName === "TR")) ??
    among((one) => at.startsWith(`${one.at}.`))
  );
};
/** @param {Form.Question} question @param {string} [at] */
export const inputAt = (question, at = question.path) =>
  fieldAt(question, at)?.input ??
  choiceAt(question, at) ??
  question.box.querySelector("input:not([hidden]):not(:disabled), textarea, select, button");
// « types.2 » est la troisième réponse cochée.
/** @param {Form.Question} question @param {string} at */
const choiceAt = (question, at) => {
  const rank = question.path && at.startsWith(`${question.path}.`) ? at.slice(question.path.length + 1) : "";
  const told = valueAt(draft.document, question.path ?? "");
  const chosen = Array.isArray(told) && /^\d+$/.test(rank) ? told[Number(rank)] : null;
  return typeof chosen === "string"
    ? question.box.querySelector(`.cm-choix > input[value="${CSS.escape(chosen)}"]`)
    : null;
};

// « Ressources, ligne Locations » : le nom de la case, pour la trouver sans la voir.
/** @param {Form.Question} question @param {string} at */
export const titleAt = (question, at) => {
  const title = question.title ?? rowTitle(question);
  const field = fieldAt(question, at);
  if (!field?.line || at === question.path) return title;
  const { line } = field;
  return /[?!]$/.test(title) ? `${title} ${line[0].toUpperCase()}${line.slice(1)}` : `${title}, ${line}`;
};
/** @param {string} title */
export const beforeWords = (title) => (/[?!]$/.test(title) ? title : `${title} :`);
/** @param {Form.Question} question @param {string} at */
export const fieldToFocus = (question, at) => {
  const input = inputAt(question, at);
  for (const one of [question.box, input]) one?.closest("details")?.setAttribute("open", "");
  return input;
};
