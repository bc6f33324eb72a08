// Les dates, comme on les écrit et comme le fichier les prend.
import { isDay } from "../../../pages/shell/scripts/french.js";

const MONTHS = [
  "janvier",
  "fevrier",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "aout",
  "septembre",
  "octobre",
  "novembre",
  "decembre",
];
// « juin », « sept. » : un mois entier, ou un début qu’un seul mois porte.
/** @param {string} text */
export const monthNumber = (text) => {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\.$/, "").toLowerCase();
  const ranks = plain.length > 2 ? MONTHS.flatMap((one, rank) => (one.startsWith(plain) ? [rank + 1] : [])) : [];
  return ranks.length === 1 ? String(ranks[0]) : text;
};
// Une date qui n’en est pas une reste comme elle a été écrite, case par case.
export const SLOT = " / ";
const EMPTY_SLOT = "?";
/** @param {string} text */
export const slotsOf = (text) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found) return { a: found[1], m: found[2], j: found[3] };
  const slots = text.split(SLOT).map((one) => (one === EMPTY_SLOT ? "" : one));
  return slots.length === 3 ? { j: slots[0], m: slots[1], a: slots[2] } : { a: text, m: "", j: "" };
};
/** @param {string} year @param {string} month @param {string} day @param {boolean} [end] */
export const dateText = (year, month, day, end = false) => {
  const [y, m, d] = [year, monthNumber(month.trim()), day].map((part) => part.trim());
  if (!y && !m && !d) return "";
  // L’année seule veut dire son premier jour, ou son dernier quand c’est une fin.
  const last = () => String(new Date(Number(y), Number(m || "12"), 0).getDate());
  const plain = [y, m || (end ? "12" : "1"), d || (end && /^\d+$/.test(`${y}${m}`) ? last() : "1")];
  const whole = `${plain[0]}-${plain[1].padStart(2, "0")}-${plain[2].padStart(2, "0")}`;
  if (isDay(whole) && (m || !d)) return whole;
  return m || d ? [day, month, year].map((part) => part.trim() || EMPTY_SLOT).join(SLOT) : y;
};
// Les cases d’une date, et leur nom dans une faute.
export const DATE_PARTS = { j: "jour", m: "mois", a: "annee" };
export const today = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
};
