// Un loyer se dit souvent par mois : le calcul se montre, puis l’année s’écrit. La fiche ne tient que l’année.
import { numberText } from "../../../pages/shell/scripts/french.js";
import { numberOf } from "./numbers.js";

const MONTHS = 12;
// Les mêmes périodes que le programme (places/measure.py).
/** @type {[string, number][]} */
const PERIODS = [
  ["mois", MONTHS],
  ["mensuel", MONTHS],
  ["trimestre", 4],
  ["semaine", 52],
];
const NUMBER_FIRST = /^-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,6})?/;
// « 310 €/mois » : ce que cela fait sur l’année, à dire et à écrire si la personne le veut.
/** @param {string} text */
export const overTheYear = (text) => {
  const number = NUMBER_FIRST.exec(text.trim())?.[0] ?? "";
  const period = text.trim().slice(number.length).toLowerCase();
  const times = PERIODS.find(([word]) => period.includes(word))?.[1];
  const amount = numberOf(number);
  if (!times || /[\d_]/.test(period) || Number.isNaN(amount)) return null;
  const year = amount * times;
  const words = `Pour toute l’année : ${numberText(amount, 6)} × ${times} = ${numberText(year, 6)}.`;
  return { words: words.replace(/[\u00a0\u202f]/g, " "), year: wholeEuros(year) };
};
// Personne ne compte les centimes : la fiche tient des euros entiers.
/** @param {number} year */
const wholeEuros = (year) => String(Math.round(Number(year.toPrecision(12))));
/** @param {Form.Question} question @returns {Piece | null} */
const monthOf = ({ box }) => box.querySelector("[data-mois]");
/** @param {Piece} input */
const yearOf = (input) => {
  const amount = numberOf(input.value);
  return Number.isNaN(amount) || amount < 0 ? null : amount * MONTHS;
};
// « 250 × 12 = 3 000 € par an » se lit avant d’être écrit.
/** @param {Form.Question} question */
export const showYear = (question) => {
  const month = monthOf(question);
  if (!month) return;
  const year = yearOf(month);
  const exact = `${numberText(numberOf(month.value), 6)} × ${MONTHS} = ${numberText(year ?? 0, 6)}\u00a0€ par an`;
  const rounded = year !== null && Number(wholeEuros(year)) !== Number(year.toPrecision(12));
  question.box.querySelector("[data-annee-calculee]").textContent =
    year === null ? "" : rounded ? `${exact}, noté ${numberText(year)}\u00a0€` : exact;
};
// La dernière des deux cases remplie l’emporte : un mois écrit son année, une autre année efface le mois.
/** @param {Form.Question} question @param {Piece} input */
export const settleMonth = (question, input) => {
  const month = monthOf(question);
  if (!month) return;
  const year = yearOf(month);
  if (input === month && year !== null) {
    question.main.value = wholeEuros(year);
    question.main.settled = question.main.value;
  } else if (input === question.main && year !== null && numberOf(input.value) !== Number(wholeEuros(year))) {
    month.value = "";
    month.settled = "";
  }
};
