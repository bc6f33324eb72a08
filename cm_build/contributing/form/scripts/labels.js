// Les mots d’une question et d’une réponse, tels que la page les dit.
import { dayText, numberText } from "../../../pages/shell/scripts/french.js";
import { agreementText, isAgreement } from "./agreements.js";
import { blockInWords } from "./block_words.js";
import { numberOf } from "./numbers.js";
import { formOf } from "./questions.js";
import { isMap, own, valueAt } from "./tree.js";
import { inline } from "./yaml.js";

/** @param {{ box: Piece, name?: string }} question */
export const labelOf = (question) => {
  const title = question.box.querySelector(".cm-q__titre") ?? question.box.querySelector("th");
  return title ? wordsOf(title) : (question.name ?? "");
};
/** @param {Piece} node */
export const wordsOf = (node) =>
  [...node.childNodes]
    .filter((one) => one.nodeType === 3)
    .map((one) => one.textContent)
    .join("")
    .trim();
/** @type {Record<string, string>} */
const RESERVED_WORDS = { ne_sait_pas: "Je ne sais pas", sans_objet: "Sans objet pour notre lieu" };
/** @param {string} text */
const writtenNumber = (text) => {
  const number = numberOf(text);
  return Number.isNaN(number) ? text : numberText(number, 6);
};
/** @param {Form.Question} question @param {string} id */
export const optionLabel = (question, id) => {
  const label = question.box.querySelector(`label[for="${CSS.escape(`q-${question.name}--${id}`)}"]`);
  return label ? ([...label.childNodes].find((node) => node.nodeType === 3)?.textContent?.trim() ?? id) : id;
};
/** @param {Form.Question} question @param {string} id */
export const partLabel = (question, id) =>
  question.box
    .querySelector(`label[for="${CSS.escape(`c-${question.name}-${id}`)}"]`)
    ?.childNodes[0].textContent?.trim() ?? columnLabel(question, id);
// Un bulletin est une ligne : le nom d’une part est en tête de sa colonne.
/** @param {Form.Question} question @param {string} id */
const columnLabel = (question, id) => {
  const cell = question.box.querySelector(`[data-part="${CSS.escape(id)}"]`)?.closest("td");
  return cell ? cell.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent.trim() : id;
};

/** @param {number} amount @param {string} unit */
const agreed = (amount, unit) => (Math.abs(amount) < 2 && unit.length > 3 ? unit.replace(/s\b/g, "") : unit);
/** @param {Form.Question} question @param {Form.Value} value */
export const told = (question, value) => {
  if (typeof value === "string" && RESERVED_WORDS[value]) return RESERVED_WORDS[value];
  switch (formOf(question)) {
    case "choix_unique":
      return optionLabel(question, value);
    case "choix_multiple":
      return [value]
        .flat()
        .map((one) => optionLabel(question, one))
        .join(" ; ");
    case "liste":
      return [value].flat().join(" ; ");
    case "date":
      return dayText(value);
    case "repartition":
      if (isAgreement(value)) return agreementText(value, (option) => partLabel(question, option));
      return Object.entries(value)
        .map(([key, text]) => {
          if (key === "complet") return "le reste vaut zéro";
          const amount =
            text === "ne_sait_pas"
              ? "je ne sais pas"
              : `${writtenNumber(text)} ${agreed(numberOf(text), question.box.dataset.unite ?? "")}`.trim();
          return `${partLabel(question, key)} : ${amount}`;
        })
        .join(" ; ");
    case "blocs":
      return value.map((/** @type {Form.Value} */ row) => blockInWords(question, row)).join(" ; ");
    case "tableau":
    case "photos":
      return value
        .map((/** @type {Form.Value} */ row) =>
          isMap(row)
            ? Object.entries(row)
                .map(([key, text]) => cellText(question, key, text))
                .join(", ")
            : String(row),
        )
        .join(" ; ");
    default: {
      const unit = question.main?.parentElement.querySelector("span")?.textContent;
      return ["nombre", "montant"].includes(question.kind)
        ? `${writtenNumber(value)}${unit ? ` ${agreed(numberOf(value), unit)}` : ""}`
        : value;
    }
  }
};
/** @param {Form.Question} question @param {string} key @param {string} text */
const cellText = (question, key, text) => {
  const option = question.box
    .querySelector("template")
    ?.content.querySelector(`[data-colonne="${CSS.escape(key)}"] option[value="${CSS.escape(text)}"]`);
  return option?.textContent ?? text;
};
/** @param {Form.Question} question */
export const rowTitle = (question) => {
  const ballot = question.box.closest(".cm-bulletin");
  return ballot ? `${ballot.querySelector("summary").textContent}, ${labelOf(question)}` : labelOf(question);
};
/** @param {Form.Value} value */
export const inWords = (value) => (typeof value === "string" ? value : inline(value));
// Une question et sa réponse, ou une de ses lignes, d’une seule traite. Sans état écrit, un lieu est ouvert.
/** @param {Form.Question} question @param {string | null} part @param {Form.Tree} tree */
export const answerInWords = (question, part, tree) => {
  const value = valueAt(tree, question.path);
  if (!part) return `${labelOf(question)} ${told(question, value || "ouvert")}`;
  const [line] = told(question, { [part]: own(value, part) ?? "0" }).split(" ; ");
  return `${labelOf(question)} ${line}`;
};
