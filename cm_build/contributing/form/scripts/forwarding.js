// Un mot prêt à transmettre, à un maire, une banque ou une voisine : il accompagne le portrait et ne dit rien des réponses.
import { find } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { say, sayUnder } from "./page.js";
import { parcel } from "./parcel.js";
import { isProtected } from "./protection.js";
import { ofPlace, placeName } from "./sheet.js";

const about = () => {
  const name = placeName();
  const place = name && !isProtected() ? ofPlace(name) : "de notre lieu";
  const year = draft.annee ? `, pour l’année ${draft.annee}` : "";
  return `Voici le portrait ${place}${year} : une page faite de nos réponses, comme celles des autres lieux qui se racontent avec ${donnees.referentiel}.`;
};
/** @param {string} where */
const letter = (where) =>
  [
    "Bonjour,",
    about(),
    where,
    donnees.site ? `Les questions et les règles de calcul sont les mêmes pour tous : ${donnees.site}methode/` : "",
    "Nous serions heureux d’en parler avec vous.",
    "Bien à vous,",
  ]
    .filter(Boolean)
    .join("\n\n")
    .replace(/ (?=[:;?!])/g, "\u00a0");

// Ce que la personne a changé lui appartient : on n’écrit que sur ce qu’on avait écrit.
/** @param {string} id @param {string} text */
const propose = (id, text) => {
  const field = find(id);
  if (field.value && field.value !== field.proposed) return;
  field.proposed = text;
  field.value = text;
};
export const writeKeptWord = () => {
  propose("mot-garde", letter("Il est joint à ce message. Il n’est pas publié : merci de le garder pour vous."));
};
export const writePublishedWord = () => {
  const known = donnees.site && !isProtected() && parcel.ready.lieu;
  const where = known
    ? `Une fois relu par le réseau, il paraîtra ici : ${donnees.site}lieux/${parcel.ready.lieu}/`
    : "Nous vous enverrons son adresse quand il paraîtra.";
  propose("mot-publie", letter(where));
};
/** @param {Happening} event */
export const copyWord = async (event) => {
  const field = find(event.target.dataset.copier);
  const state = field.id === "mot-garde" ? "garder-etat" : "envoi-etat";
  sayUnder(state, event);
  try {
    await navigator.clipboard.writeText(field.value);
    say(state, "Le message est copié : collez-le où vous voulez.");
  } catch {
    field.focus();
    field.select();
    say(state, "Le message est sélectionné : copiez-le avec Ctrl + C, ou un appui long.");
  }
};
