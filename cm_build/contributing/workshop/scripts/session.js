// L’atelier en cours : gardé sur cet appareil, dans ce navigateur, et nulle part ailleurs.
import { isMap } from "../../form/scripts/tree.js";

export const VERSION = "1";
const STORE = `commune-mesure:atelier:${location.pathname}`;
/** @returns {Workshop.Session} */
export const fresh = () => ({
  atelier: VERSION,
  fiches: [mark()],
  lieu: "",
  annee: "",
  date: "",
  format: "",
  participants: {},
  criteres: [],
  criteres_du_lieu: [],
  votes: {},
  sens: {},
  clos: [],
  gardes: {},
  desaccords: {},
  reserves: {},
  decisions: {},
});
// Chaque feuille de comptage a sa marque, tirée au sort : la même ne se compte jamais deux fois.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const mark = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => SIGNS[one % SIGNS.length]).join("");

export const session = fresh();
// L’appareil enregistre-t-il ? Ce qu’il gardait quand cette page l’a lu ou écrit (basis) ; la minuterie du débat.
/** @type {{ storable: boolean, rival: boolean, basis: string | null, changed: () => void, ends: number }} */
export const device = { storable: true, rival: false, basis: null, changed: () => {}, ends: 0 };

const stored = () => {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
};
/** @param {Workshop.Session} found */
export const adopt = (found) => {
  for (const key of Object.keys(session)) Reflect.deleteProperty(session, key);
  Object.assign(session, fresh(), found);
};
// Un atelier commencé, si l’appareil en garde un.
export const resume = () => {
  const text = stored();
  device.basis = text;
  try {
    const found = text ? JSON.parse(text) : null;
    return isMap(found) && found.atelier === VERSION ? /** @type {Workshop.Session} */ (found) : null;
  } catch {
    return null;
  }
};
// Une autre fenêtre a peut-être écrit depuis : ses votes ne s’effacent pas sans qu’on le sache.
export const save = () => {
  device.rival = stored() !== device.basis;
  if (!device.rival) {
    const text = JSON.stringify(session);
    try {
      localStorage.setItem(STORE, text);
      device.storable = stored() === text;
    } catch {
      device.storable = false;
    }
    if (device.storable) device.basis = text;
  }
  device.changed();
};
export const forget = () => {
  try {
    localStorage.removeItem(STORE);
  } catch {
    /* rien n’y était */
  }
  device.basis = null;
  adopt(fresh());
};
