// Ce qui fait de deux noms le même, pour le programme (places/identity.py, places/commune.py) et pour le formulaire.
import { own } from "./tree.js";

const ABBREVIATED = { st: "saint", ste: "sainte" };
const ARTICLES = ["le", "la", "les", "l"];

// Ce que deux personnes écrivent pareil : la même réduction que le programme (places/commune.py).
/** @param {string} text */
export const nameKey = (text) => {
  const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "");
  const words = (plain.match(/[a-z]+/g) ?? []).map((word) => own(ABBREVIATED, word) ?? word);
  return (words.length > 1 && ARTICLES.includes(words[0]) ? words.slice(1) : words).join(" ");
};
// L’identité d’un lieu : son nom entier, dans sa commune. La même règle que le programme (places/identity.py) ;
// tests/places/identity_cases.json les tient toutes deux.
/** @type {Record<string, string>} */
const ALIKE = { œ: "oe", æ: "ae", ß: "ss", ς: "σ", "&": " et ", "@": "a", "°": " ", "©": " ", "®": " " };
const SHORTENED = { st: "saint", ste: "sainte", sts: "saints" };
/** @param {string} text */
const alike = (text) => text.replace(/[œæßς&@°©®]/g, (one) => ALIKE[one]);
/** @param {string} name */
const identityWords = (name) => {
  const folded = alike(name.toLowerCase()).normalize("NFKD").toLowerCase();
  // Seules les lettres latines perdent leurs accents : ailleurs, une marque fait une autre lettre.
  const bare = alike(folded.replace(/([a-z ])[\u0300-\u036f]+/g, "$1"))
    .replace(/[\ufe00-\ufe0f]/g, "")
    .normalize("NFC");
  const apart = bare.replace(/[^\p{L}\p{N}\p{M}]/gu, (one) => (/[\p{So}\p{Sm}\p{Sc}#]/u.test(one) ? ` ${one} ` : " "));
  return apart
    .split(" ")
    .filter(Boolean)
    .map((word) => own(SHORTENED, word) ?? word);
};
/** @param {string} name */
export const identityKey = (name) => identityWords(name).join(" ");
/** @param {string} name */
export const nearKey = (name) => {
  const words = identityWords(name).filter((word) => !/^\p{S}/u.test(word));
  return (words.length > 1 && ARTICLES.includes(words[0]) ? words.slice(1) : words).join("");
};

// Une commune écrite dans le formulaire, et celle d’un lieu publié.
/** @param {string} text */
export const communeIn = (text) => {
  const code = /\d{5}|\d[AB]\d{3}/i.exec(text)?.[0].toUpperCase() ?? "";
  return {
    code,
    town: nameKey(
      text
        .toUpperCase()
        .replace(code, " ")
        .replace(/\d+ *(?:ER|E|[EÈ]ME)\b.*$/, " "),
    ),
  };
};
/** @param {string} code */
const around = (code) => code.slice(0, 2).replace(/2[AB]/, "20");
/** @param {Form.Town} given @param {Form.Place} place */
export const inCommune = ({ code, town }, place) =>
  town ? town === nameKey(place.commune) && around(code) === around(place.code_commune) : code === place.code_commune;
