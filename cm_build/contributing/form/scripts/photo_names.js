// Le nom qu’une photo prend dans la fiche, d’après celui de son fichier.
import { slug } from "./slug.js";

// Des noms que certains ordinateurs gardent pour eux.
const OF_WINDOWS = /^(con|prn|aux|nul|com\d|lpt\d)$/;
/** @param {{ name: string }} file */
export const stemOf = (file) => {
  const given = slug(file.name.replace(/\.[^.]*$/, "")) || "photo";
  return OF_WINDOWS.test(given) ? `photo-${given}` : given;
};
/** @param {string} stem @param {Set<string>} taken */
export const freeName = (stem, taken) => {
  let name = `${stem}.jpg`;
  for (let rank = 2; taken.has(name); rank += 1) name = `${stem}-${rank}.jpg`;
  return name;
};
