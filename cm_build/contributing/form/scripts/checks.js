// Ce qui ne va pas dans un nombre ou une adresse, d’après leur seul texte : les mêmes règles que le programme.
import { message } from "./data.js";
import { overTheYear } from "./months.js";
import { numberOf, UNKNOWN_MARK } from "./numbers.js";

// Une unité qui n’est pas celle de la question n’est jamais laissée de côté : 250 € par mois ne font pas 250 € par an.
const NUMBER_TYPED = /^-?\d[\d \u00a0\u202f]*(?:[.,]\d+)?/;
/** @type {Record<string, string>} */
const SAME_UNIT = { euro: "€", euros: "€", eur: "€", m2: "m²" };
/** @param {string} text @param {string} unit */
const otherUnit = (text, unit) => {
  const number = NUMBER_TYPED.exec(text)?.[0];
  const typed = number ? text.slice(number.length).trim().toLowerCase() : "";
  if (/[\d_]/.test(typed.replace(/m[23]/g, "m"))) return "";
  return typed && (SAME_UNIT[typed] ?? typed) !== unit ? typed : "";
};
/** @param {string} text @param {{ min?: number; max?: number; decimals?: number; unit?: string; asked?: string; yearly?: boolean }} given */
export const numberFault = (text, { min, max, decimals, unit, asked, yearly }) => {
  const plain = text.trim();
  if (!plain || plain === UNKNOWN_MARK) return null;
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain)) return message("CM-304", { lu: plain });
  const number = numberOf(plain);
  if (Number.isNaN(number) && unit && otherUnit(plain, unit))
    return message("CM-342", {
      lu: plain,
      attendu: asked,
      proche: (yearly && overTheYear(plain)?.words) || "",
    });
  if (Number.isNaN(number)) return message("CM-303", { lu: plain });
  if (decimals !== undefined && (plain.split(/[.,]/)[1] ?? "").replace(/0+$/, "").length > decimals)
    return message("CM-307", { lu: plain, attendu: decimals });
  if (min !== undefined && number < min) return message("CM-305", { lu: plain, attendu: min });
  if (max !== undefined && number > max) return message("CM-306", { lu: plain, attendu: max });
  return null;
};
/** @param {DOMStringMap} data */
export const limits = (data) => ({
  min: data.min === undefined ? undefined : Number(data.min),
  max: data.max === undefined ? undefined : Number(data.max),
  decimals: data.decimales === undefined ? undefined : Number(data.decimales),
  unit: data.unite,
  yearly: "parAn" in data,
  asked: "parAn" in data ? `${data.unite}, sur l’année` : data.unite,
});
const WEB = /^https?:\/\/[^\s/]+\.[^\s]+$/i;
// « www.monlieu.fr » : il ne manque que le début, et on le propose.
const BARE_WEB = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[/?#]\S*)?$/u;
/** @param {string} text @param {string} at */
export const webFault = (text, at) => {
  if (!text || WEB.test(text)) return [];
  if (!BARE_WEB.test(text)) return [{ at, text: message("CM-315", { lu: text, proche: "" }) }];
  const whole = `https://${text}`;
  return [
    {
      at,
      text: `À « ${text} », il manque le début : https://.`,
      answers: [{ label: `Écrire ${whole}`, value: whole }],
    },
  ];
};
