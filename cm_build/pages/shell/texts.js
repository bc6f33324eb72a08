// Ce qui se cherche à côté des lieux : pages, questions, chiffres, mots. Un fichier, lu une fois ; documentation/page.py dit sa forme.
import { fold, wordsOf } from "../directory/places.js";

/**
 * @typedef {{ label: string, hint: string, address: string, name: string, text: string }} Entry `name` et `text` sont repliés.
 * @typedef {{ title: string, entries: Entry[] }} Group
 */

// Les petits mots qui sont partout ne trouvent rien.
const EVERYWHERE = new Set(
  "a au aux ce ces d dans de des du en est et il j je l la le les leur leurs ma mes mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses son sur un une vos votre vous y".split(
    " ",
  ),
);
// Ce qui doit rester d’un mot sans sa fin, pour qu’il dise encore quelque chose.
const SHORTEST_STEM = 4;
const ENDING = /(?:er|e{0,2}[sx]?)$/;

/** @type {Promise<Group[]> | undefined} */
let asked;

/** @returns {Promise<Group[]>} */
export const loadTexts = () => {
  asked ??= fetch(new URL("recherche.json", import.meta.url))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((data) => data.groupes.map(read))
    // Une coupure ne condamne pas la page : la prochaine demande recommence.
    .catch((error) => {
      asked = undefined;
      throw error;
    });
  return asked;
};

/**
 * @param {{ titre: string, entrees: [string, string, string, string][] }} group
 * @returns {Group}
 */
const read = ({ titre, entrees }) => ({
  title: titre,
  entries: entrees.map(([label, hint, address, text]) => ({
    label,
    hint,
    address,
    name: fold(label),
    text: fold(`${label} ${hint} ${text}`),
  })),
});

/** @param {string} word */
const stemOf = (word) => {
  const stem = word.replace(ENDING, "");
  return stem.length >= SHORTEST_STEM ? stem : word;
};

/**
 * Les mots d’une demande qui disent quelque chose, sans leur fin : « les sections masquées » trouve « Masquer une section ».
 * @param {string} text
 * @returns {string[]}
 */
export const stemsOf = (text) => {
  const words = wordsOf(text.replace(/[’ʼ']/g, " "));
  const telling = words.filter((word) => !EVERYWHERE.has(word));
  return (telling.length ? telling : words).map(stemOf);
};

// Un mot commence là, et non au milieu d’un autre.
/**
 * @param {string} text
 * @param {string} stem
 */
const starts = (text, stem) =>
  text.startsWith(stem) || text.includes(` ${stem}`) || text.includes(`'${stem}`) || text.includes(`(${stem}`);

/**
 * De 0, le nom commence ainsi, à 3, le texte en parle ; 4 : il n’en parle pas.
 * @param {Entry} entry
 * @param {string[]} stems
 */
const distance = ({ name, text }, stems) => {
  if (!stems.every((stem) => starts(text, stem))) return 4;
  if (name.startsWith(stems.join(" "))) return 0;
  if (stems.every((stem) => starts(name, stem))) return 1;
  return stems.some((stem) => starts(name, stem)) ? 2 : 3;
};

/**
 * @param {Group} group
 * @param {string[]} stems
 * @returns {Entry[]} les plus proches d’abord, puis dans l’ordre du site
 */
export const closestTexts = (group, stems) => {
  /** @type {Entry[][]} */
  const ranks = [[], [], [], [], []];
  for (const entry of group.entries) ranks[distance(entry, stems)].push(entry);
  return ranks.slice(0, -1).flat();
};
