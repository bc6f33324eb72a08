// Les listes des communes, que le site donne par département et par début de nom.
import { donnees } from "./data.js";
import { nameKey } from "./identity.js";
import { assets, siteFile } from "./pieces.js";

// Rien après « Saint » : la liste n’est pas encore connue.
const SAINT_ALONE = /^sainte?$/;
/** @type {Map<string, Promise<string[]>>} */
const communeFiles = new Map();
// Les listes qui existent : une autre ne se demande pas.
const communeLists = () => donnees.communes.split(" ");
// « Paris 18 », « Lyon 3e » : le numéro de l’arrondissement finit le code postal.
const ARRONDISSEMENT = /^(paris|lyon|marseille)\s*-?\s*(\d{1,2})\s*(?:er|e|è|ème|eme)?(?:\s+arr\w*\.?)?$/i;
/** @type {Record<string, [string, number]>} */
const CITIES = { paris: ["750", 20], lyon: ["690", 9], marseille: ["130", 16] };
/** @param {string} typed */
const withPostalCode = (typed) => {
  const [, city, rank] = ARRONDISSEMENT.exec(typed.trim()) ?? [];
  const [start, most] = CITIES[city?.toLowerCase()] ?? [];
  return Number(rank) >= 1 && Number(rank) <= most ? `${start}${rank.padStart(2, "0")} ${city}` : typed;
};
/** @param {string} file @returns {Promise<string[]>} */
export const communeLines = (file) => {
  if (!communeLists().includes(file.replace("nom-", ""))) return Promise.resolve([]);
  if (!communeFiles.has(file))
    communeFiles.set(
      file,
      siteFile(`assets/communes/${file}.json`).catch(() => []),
    );
  return communeFiles.get(file) ?? Promise.resolve([]);
};
/** @param {string} asTyped */
export const communesLike = async (asTyped) => {
  const typed = withPostalCode(asTyped);
  const code = /\d{2,5}/.exec(typed)?.[0] ?? "";
  const name = nameKey(typed.replace(code, " "));
  if (!assets || (!code && (name.length < 3 || SAINT_ALONE.test(name)))) return [];
  const lines = await communeLines(code ? code.slice(0, 2) : `nom-${name.replace(/^sainte? /, "").slice(0, 2)}`);
  const found = lines.filter((line) => line.startsWith(code) && nameKey(line.slice(6)).startsWith(name));
  const exact = name ? found.filter((line) => nameKey(line.slice(6)) === name) : [];
  return exact.length ? exact : found;
};
// Cinq chiffres seuls sont souvent le code postal d’une commune et le code Insee d’une autre : personne ne sait laquelle.
/** @type {Record<string, string> | null} */
let doubtful = null;
export const loadDoubtful = async () => {
  doubtful ??= donnees.communes_douteuses ?? null;
  if (assets) doubtful ??= await siteFile("assets/communes/douteux.json").catch(() => null);
};
/** @param {string} text */
export const doubtfulCode = (text) => {
  const [, start, end] = /^\s*(\d{2})[ \u00a0\u202f]?(\d{3})\s*$/.exec(text) ?? [];
  return Boolean(start && doubtful?.[start]?.split(" ").includes(end));
};
