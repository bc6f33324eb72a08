// Les nombres, les jours et les espaces comme le site les écrit (wording/french.py) ; tests/data/cas-french.json les tient tous deux.
const INVARIABLE = ["mois", "fois"];
const formats = new Map();

/** @param {number} value @param {number} [decimals] */
export const numberText = (value, decimals = 0) => {
  if (!formats.has(decimals))
    formats.set(decimals, new Intl.NumberFormat("fr-FR", { maximumFractionDigits: decimals, useGrouping: "always" }));
  // Un calcul en binaire donne 2,4999… pour 2,5 : douze chiffres suffisent à le redresser avant d’arrondir.
  return formats
    .get(decimals)
    .format(Number(value.toPrecision(12)))
    .replace("-", "−")
    .replace(/^−0$/, "0");
};
// Une unité est au singulier sous deux.
/** @param {number} value @param {string} unit */
export const unitText = (value, unit) => {
  const [word, ...rest] = unit.split(" ");
  const single = Math.abs(value) < 2 && word.endsWith("s") && !INVARIABLE.includes(word);
  return [single ? word.slice(0, -1) : word, ...rest].join(" ");
};
// 0 % et 100 % sont ce qui est, jamais un arrondi.
/** @param {number} value @param {string} unit @param {number} [decimals] */
export const amountText = (value, unit, decimals = 0) => {
  const text = numberText(value, decimals);
  const away = Math.round((value - Number(text)) * 1e9);
  if (unit !== "%" || !away || !["0", "100"].includes(text)) return text;
  if (text === "0") return away > 0 ? "moins de 1" : "un peu moins de 0";
  return away > 0 ? "un peu plus de 100" : "plus de 99";
};
/** @param {number} value @param {string} unit @param {number} decimals */
export const quantity = (value, unit, decimals) =>
  amountText(value, unit, decimals) + (unit ? `\u00a0${unitText(value, unit)}` : "");
/** @param {number} count @param {string} one @param {string} several */
export const plural = (count, one, several) => (count >= 2 ? several : one);
/** @param {number} count @param {string} one @param {string} several */
export const counted = (count, one, several) => `${numberText(count)} ${plural(count, one, several)}`;

// Un sigle garde ses capitales : CDI, R&D, A4.
/** @param {string} text */
export const lowerFirst = (text) => {
  const rest = (/^[\p{L}\p{N}_&]+/u.exec(text)?.[0] ?? "").slice(1);
  const acronym = rest && (rest !== rest.toLowerCase() || !/\p{Ll}/u.test(rest));
  return acronym ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
};
// Une ligne ne commence jamais par un signe : les espaces insécables que la typographie française demande.
/** @param {string} text */
export const spaced = (text) =>
  text
    .replace(/ ([;!?])/g, "\u202f$1")
    .replace(/ ([:»])/g, "\u00a0$1")
    .replace(/« /g, "«\u00a0");
/** @param {string} text */
export const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Date} date */
export const day = (date) =>
  new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" })
    .format(date)
    .replace(/^1 /, "1er ");
/** @param {Date} date */
export const hour = (date) => new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" }).format(date);
/** @param {string} text */
export const isDay = (text) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const made = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(made.getTime()) && made.toISOString().slice(0, 10) === text;
};
// « 2018-06-01 » se lit « 1er juin 2018 » ; un texte qui n’est pas un jour reste ce qu’il est.
/** @param {string} text */
export const dayText = (text) => (isDay(text) ? day(new Date(`${text}T12:00:00`)) : text);
