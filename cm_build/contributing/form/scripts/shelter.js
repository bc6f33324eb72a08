// À l’abri : quand rien n’est enregistré, chaque écran le dit et donne de quoi emporter le brouillon.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { day, hour } from "../../../pages/shell/scripts/french.js";
import { donnees } from "./data.js";
import { device, hasDraft, unstored } from "./draft.js";
import { exported } from "./leaving.js";
import { download, downloadSheet } from "./packing.js";
import { announce, page, reveal, route, say } from "./page.js";
import { questions } from "./questions.js";
import { takeStored } from "./returning.js";
import { nameContinue } from "./screens.js";
import { fileStem } from "./sheet.js";
import { draftIn, saveNow, storedText } from "./store.js";
import { valueAt } from "./tree.js";

const risk = () => (device.rival ? "autre" : !device.storable ? "refus" : unstored.size ? "photos" : "");
/** @type {Record<string, [string, string]>} */
const TOLD_RISKS = {
  refus: [
    "Cet appareil n’enregistre pas vos réponses.",
    "La mémoire de ce navigateur est pleine, ou fermée : navigation privée, réglages. Rien n’est perdu tant que cette page reste ouverte. Avant de la fermer ou de la recharger, téléchargez votre brouillon : vous le reprendrez au début du formulaire, par « Un fichier que vous avez gardé ».",
  ],
  photos: [
    "Cet appareil enregistre vos réponses, mais pas vos photos.",
    "Elles sont là tant que cette page reste ouverte. Avant de la fermer ou de la recharger, téléchargez votre brouillon : vos photos seront avec lui.",
  ],
  autre: [
    "Cet appareil garde un autre brouillon, écrit ailleurs qu’ici.",
    "Sans doute dans un autre onglet. Rien n’a été remplacé, et ce que montre cette page n’est plus enregistré : choisissez lequel garder.",
  ],
};
export const showShelter = () => {
  const [found, box] = [risk(), find("abri")];
  watchLeaving();
  nameContinue();
  for (const button of page.querySelectorAll("[data-abri]")) button.hidden = !found;
  if (found === (box.dataset.risque ?? "")) return;
  box.dataset.risque = found;
  box.hidden = !found;
  box.replaceChildren();
  if (!found) return;
  const [title, text] = TOLD_RISKS[found];
  box.append(
    phrase("p", { role: "alert" }, phrase("strong", { text: title }), ` ${text}`),
    ...(found === "autre" ? [rivalWords()] : []),
    phrase("p", { class: "cm-actions" }, ...choicesFor(found)),
    phrase("p", { id: "abri-etat", class: "cm-q__note", role: "status" }),
  );
};
/** @param {string} text @param {() => void} act @param {boolean} [plain] */
const choiceButton = (text, act, plain = true) => {
  const button = phrase("button", { type: "button", class: plain ? "cm-bouton cm-bouton--clair" : "cm-bouton", text });
  button.addEventListener("click", act);
  return button;
};
/** @param {string} found */
const choicesFor = (found) => {
  const download = choiceButton(
    found === "autre" ? "Télécharger celui de cette page" : "Télécharger mon brouillon",
    keepDraft,
    found === "autre",
  );
  if (found !== "autre") return [download];
  const stored = draftIn(storedText());
  const other = stored
    ? choiceButton("Prendre l’autre brouillon", takeOther)
    : choiceButton("Télécharger ce qui est enregistré", takeAway);
  return [other, " ", choiceButton("Garder celui de cette page", keepMine), " ", download];
};
const rivalWords = () => {
  const stored = draftIn(storedText());
  if (!stored) return phrase("p", { text: "Cette page ne sait pas lire celui qui est enregistré." });
  const name = valueAt(stored.document, questions.get(donnees.nom).path);
  const last = Date.parse(stored.date) ? new Date(stored.date) : null;
  return phrase("p", {
    text: `L’autre : ${typeof name === "string" ? `« ${name} »` : "un lieu sans nom"}${last ? `, enregistré le ${day(last)} à ${hour(last)}` : ""}.`,
  });
};
const takeOther = () => {
  takeStored();
  route.current.querySelector("h1, h2").focus();
};
const keepMine = () => {
  device.basis = storedText();
  saveNow();
  route.current.querySelector("h1, h2").focus();
  announce("Le brouillon de cette page est enregistré.");
};
const takeAway = () => download("brouillon-illisible.txt", storedText() ?? "", "text/plain;charset=utf-8");
// Tout le brouillon, même ce qu’une autre réponse a rendu sans objet : c’est lui que l’on reprendra.
export const keepDraft = async () => {
  const { name, left } = await downloadSheet(`${fileStem()}_brouillon`, exported({ tout: true }).tree);
  device.sheltered = !left;
  watchLeaving();
  const words = `${name} est dans vos téléchargements. ${left || "Ce que vous changerez ensuite n’y sera pas."}`;
  if (find("abri-etat")) say("abri-etat", words);
  say("etat", words);
};

// Quitter la page demande confirmation tant que quelque chose n’est nulle part ailleurs, et seulement alors.
const atRisk = () => !device.sheltered && hasDraft() && (device.unsaved || unstored.size > 0);
/** @param {BeforeUnloadEvent} event */
const askBeforeLeaving = (event) => {
  if (device.saving) saveNow();
  if (atRisk()) {
    event.preventDefault();
    event.returnValue = "";
  }
};
export const watchLeaving = () =>
  window[atRisk() ? "addEventListener" : "removeEventListener"]("beforeunload", askBeforeLeaving);
// On ne va plus loin sans avoir enregistré que si la personne le sait déjà.
export const savedOrKnown = () => {
  const known = ["refus", "autre"].includes(find("abri").dataset.risque);
  if (saveNow() || known) return true;
  reveal(find("abri"));
  return false;
};
