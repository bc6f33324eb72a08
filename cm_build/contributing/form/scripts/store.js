// Le brouillon : gardé sur cet appareil, dans ce navigateur, et nulle part ailleurs.
import { hour } from "../../../pages/shell/scripts/french.js";
import { device, draft } from "./draft.js";
import { happened } from "./moments.js";
import { say } from "./page.js";
import { isMap } from "./tree.js";

export const STORE = `commune-mesure:brouillon:${location.pathname}`;

// Rien (null), ou un appareil qui refuse de répondre (undefined) : ce n’est pas la même chose.
export const storedText = () => {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return undefined;
  }
};
/** @param {string | null | undefined} text */
export const draftIn = (text) => {
  try {
    const found = text ? JSON.parse(text) : null;
    return isMap(found?.document) ? found : null;
  } catch {
    return null;
  }
};
// Certains navigateurs acceptent d’écrire et n’en gardent rien : on relit.
/** @param {string} key @param {string} text */
const written = (key, text) => {
  try {
    localStorage.setItem(key, text);
    return localStorage.getItem(key) === text;
  } catch {
    return false;
  }
};
export const tryStore = () => {
  device.storable = written(`${STORE}:essai`, "1");
  try {
    localStorage.removeItem(`${STORE}:essai`);
  } catch {
    /* rien n’y était */
  }
};
// Ce qui est enregistré est-il bien ce que cette page connaît ? Sinon, c’est à la personne de choisir.
export const replaceable = () => {
  const stored = storedText();
  device.rival = stored !== undefined && stored !== null && stored !== device.basis;
  if (device.rival) happened("enregistrement");
  return !device.rival;
};
export const saveNow = () => {
  clearTimeout(device.saving);
  device.saving = 0;
  device.unsaved = true;
  if (!replaceable()) return false;
  draft.date = new Date().toISOString();
  const text = JSON.stringify(draft);
  device.storable = written(STORE, text);
  if (device.storable) {
    device.basis = text;
    device.unsaved = false;
  }
  say(
    "etat",
    device.storable
      ? `Enregistré à ${hour(new Date())} sur cet appareil seulement`
      : "Non enregistré : cet appareil refuse",
  );
  happened("enregistrement");
  return device.storable;
};
export const saveSoon = () => {
  clearTimeout(device.saving);
  device.unsaved = true;
  device.sheltered = false;
  happened("attente");
  device.saving = setTimeout(saveNow, 400);
};
