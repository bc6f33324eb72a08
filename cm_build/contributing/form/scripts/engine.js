// L’aperçu : le programme du site, dans un fil à part, chargé seulement quand on le demande.
import { find } from "../../../pages/shell/scripts/dom.js";
import { lowerFirst } from "../../../pages/shell/scripts/french.js";
import { donnees } from "./data.js";
import { announce, route, say } from "./page.js";
import { assets } from "./pieces.js";

/** @type {Worker | null} */
export let worker = null;
/** @type {Map<number, (answer: any) => void>} */
let waiting = new Map();
let asked = 0;

const startEngine = () => {
  if (worker) return worker;
  const made = new Worker(`${assets}apercu.js`, { type: "module" });
  made.onmessage = ({ data }) => {
    watch();
    if (data.etape) return showStep(data.etape, data.avance);
    const resolve = waiting.get(data.id);
    waiting.delete(data.id);
    watch();
    resolve?.(data);
  };
  made.onerror = (event) => {
    event.preventDefault();
    stopEngine();
  };
  worker = made;
  return made;
};
// Une connexion qui ne répond plus ne se signale pas d’elle-même : sans nouvelles, on le dit.
const PATIENCE = 90_000;
let patience = 0;
const watch = () => {
  clearTimeout(patience);
  if (waiting.size) patience = setTimeout(stopEngine, PATIENCE);
};
export const stopEngine = () => {
  if (waiting.size) self.caches?.delete("commune-mesure").catch(() => undefined);
  worker?.terminate();
  worker = null;
  for (const resolve of waiting.values()) resolve({ echec: true });
  waiting = new Map();
};
/** @param {object} request @returns {Promise<any>} */
export const ask = (request) =>
  new Promise((resolve) => {
    const engine = startEngine();
    asked += 1;
    waiting.set(asked, resolve);
    watch();
    /** @type {Record<string, string>} */
    const moteur = {};
    for (const [name, path] of Object.entries({ ...donnees.moteur, voisins: "voisins.json" }))
      moteur[name] = new URL(path, assets).href;
    engine.postMessage({ ...request, id: asked, moteur });
  });
// Chaque étape se lit, et s’entend, sur l’écran où l’on attend.
/** @param {string} text @param {number} share */
export const showStep = (text, share) => {
  say("apercu-etape", text);
  find("apercu-avance").value = String(share);
  if (route.current?.id === "garder") say("garder-etat", `Le datapanorama se prépare : ${lowerFirst(text)}`);
  else announce(text);
};
