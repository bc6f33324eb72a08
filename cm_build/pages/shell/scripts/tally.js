// Combien de lieux, en mots (wording/tally.py) ; tests/data/cas-tally.json tient les deux.
import { counted, numberText, plural } from "./french.js";

// Les lieux qui se racontent, ceux qui sont recensés et les exemples ne s’additionnent jamais.
/** @param {number} telling @param {number} fictional @param {number} [listed] */
export const tally = (telling, fictional, listed = 0) => {
  const told = [];
  if (telling || !(fictional || listed))
    told.push(
      counted(telling, "lieu", "lieux") + (listed ? plural(telling, " qui se raconte", " qui se racontent") : ""),
    );
  if (listed)
    told.push(told.length ? counted(listed, "recensé", "recensés") : counted(listed, "lieu recensé", "lieux recensés"));
  if (fictional) told.push(counted(fictional, "exemple fictif", "exemples fictifs"));
  return told.length > 1 ? `${told.slice(0, -1).join(", ")} et ${told.at(-1)}` : told[0];
};

// Ce que laisserait un filtre, en bref : « 3 », « 3 et 2 fictifs », « 2 fictifs ».
/** @param {number} real @param {number} fictional @param {boolean} mixed */
export const offered = (real, fictional, mixed) => {
  if (!mixed) return numberText(real + fictional);
  const told = fictional ? [counted(fictional, "fictif", "fictifs")] : [];
  return (real || !fictional ? [numberText(real), ...told] : told).join(" et ");
};
