// Revenir à un brouillon, en prendre un autre, l’oublier.
import { find } from "../../../pages/shell/scripts/dom.js";
import { day, hour } from "../../../pages/shell/scripts/french.js";
import { writeQuestion } from "./answers.js";
import { donnees } from "./data.js";
import { CHOICES, device, draft, FRESH, hasDraft, isChoice, isPrivate } from "./draft.js";
import { showEstimates } from "./estimates.js";
import { foldGroups } from "./groups.js";
import { showCounts } from "./lengths.js";
import { happened } from "./moments.js";
import { announce, page, say } from "./page.js";
import { screens } from "./path.js";
import { loadPhotos } from "./photo_lines.js";
import { forgetPhotos } from "./photo_store.js";
import { questions } from "./questions.js";
import { refresh } from "./refreshing.js";
import { renamed } from "./renaming.js";
import { goTo } from "./screens.js";
import { placeName } from "./sheet.js";
import { draftIn, replaceable, STORE, saveNow, storedText } from "./store.js";
import { showOwnBallots } from "./survey.js";
import { copy, isMap, setAt, valueAt } from "./tree.js";

// Un autre onglet a écrit, ou « Précédent » a rendu une page d’avant : le brouillon enregistré est relu avant tout.
const rereadDraft = () => {
  const stored = storedText();
  if (stored === undefined || stored === device.basis) return;
  if (device.unsaved && stored !== null) {
    replaceable();
    return;
  }
  if (stored === null) {
    if (device.unsaved) return;
    forgetDraft();
    announce("Le brouillon a été effacé dans un autre onglet.");
    return;
  }
  takeStored();
};
export const takeStored = () => {
  const stored = storedText();
  const found = draftIn(stored);
  if (!found) {
    replaceable();
    return;
  }
  clearTimeout(device.saving);
  device.saving = 0;
  [device.basis, device.unsaved, device.rival] = [stored, false, false];
  adopt(found);
  loadPhotos();
  showWelcome();
  happened("enregistrement");
  say("etat", "Modifié dans un autre onglet : cette page montre la version la plus récente");
};
/** @param {Partial<Form.Draft>} found */
export const adopt = (found) => {
  Object.assign(draft, copy(FRESH), found);
  // Un brouillon laissé là avant un changement du questionnaire prend ses noms d’aujourd’hui.
  draft.document = renamed(draft.document);
  for (const list of Object.values(CHOICES))
    draft[list] = [draft[list]].flat().filter((one) => typeof one === "string");
  if (!isMap(draft.reserve)) draft.reserve = {};
  for (const text of /** @type {const} */ (["annee", "lieu", "ecran", "effet"]))
    if (typeof draft[text] !== "string") draft[text] = "";
  // Un accord donné pour d’autres réponses ne vaut pas pour celles-ci.
  find("licence").checked = false;
  takeChoices();
  showDraft();
};
const takeChoices = () => {
  for (const [key, list] of Object.entries(CHOICES)) {
    // Un brouillon d’un autre jour peut nommer ce que le questionnaire n’a plus, comme un fichier.
    const told = [...new Set([...draft[list], ...[valueAt(draft.document, key) ?? []].flat()])];
    /** @param {string} one */
    const isKnown = (one) => typeof one === "string" && isChoice(list, one, (id) => find(id)?.dataset.racine);
    draft[list] = told.filter(isKnown);
    // Un nom inconnu reste dans la fiche : la vérification en parlera.
    setAt(
      draft.document,
      key,
      told.filter((one) => !isKnown(one)),
    );
  }
  // Ce qui est privé d’office n’a pas à être retenu : nommé des deux façons, il reste chez le lieu.
  const kept = draft.retenues.filter(isPrivate);
  draft.retenues = draft.retenues.filter((one) => !kept.includes(one));
  draft.montrees = draft.montrees.filter((one) => !kept.includes(one));
};
export const showDraft = () => {
  showOwnBallots(valueAt(draft.document, "criteres_du_lieu"));
  for (const question of questions.values()) {
    writeQuestion(question, draft.document);
    foldGroups(question);
  }
  showEstimates();
  showCounts(page);
  find("annee").value = draft.annee;
  find("essentiel").checked = draft.essentiel;
  page.classList.toggle("cm-form--essentiel", draft.essentiel);
  refresh();
};
export const eraseDraft = () => {
  const name = valueAt(draft.document, questions.get(donnees.nom).path);
  if (!confirm(`Effacer de cet appareil le brouillon ${name ? `de « ${name} »` : "en cours"} ? Cela ne se défait pas.`))
    return;
  try {
    localStorage.removeItem(STORE);
  } catch {
    /* rien n’y était */
  }
  forgetDraft();
  announce("Le brouillon est effacé de cet appareil.");
};
// Rien de l’ancien brouillon ne reste à l’écran, ni derrière lui.
const forgetDraft = () => {
  clearTimeout(device.saving);
  device.saving = 0;
  [device.basis, device.unsaved, device.rival] = [null, false, false];
  forgetPhotos();
  adopt({});
  happened("oubli");
  for (const id of ["reprise", "fusion"]) find(id).replaceChildren();
  for (const id of ["reprise", "fusion"]) find(id).hidden = true;
  for (const id of ["garder-prive", "apercu-prive"]) if (find(id)) find(id).checked = false;
  for (const id of ["etat", "brouillon-texte"]) find(id).textContent = "";
  for (const id of ["mot-garde", "mot-publie"]) find(id).value = "";
  settleFields();
  showWelcome();
  happened("enregistrement");
  goTo("#debut");
};
// Safari, en rendant une page par « Précédent », remet chaque champ à sa valeur de départ : c’est donc ce qu’il montre.
const settleFields = () => {
  for (const field of page.querySelectorAll("input:not([type=file]), textarea")) {
    if (/checkbox|radio/.test(field.type)) field.defaultChecked = field.checked;
    else field.defaultValue = field.value;
  }
  for (const option of page.querySelectorAll("option")) option.defaultSelected = option.selected;
};
// Ce que le brouillon enregistré dit de lui, à l’accueil.
export const showWelcome = () => {
  find("brouillon").hidden = !hasDraft();
  // Deux façons de commencer à côté d’un brouillon feraient craindre de le perdre.
  find("commencer").hidden = hasDraft();
  if (!hasDraft()) return;
  const name = placeName();
  const last = Date.parse(draft.date) ? new Date(draft.date) : null;
  say(
    "brouillon-texte",
    `Un brouillon est enregistré sur cet appareil${name ? ` : ${name}` : ""}${draft.annee ? `, ${draft.annee}` : ""}${last ? `. Dernière réponse le ${day(last)} à ${hour(last)}` : ""}.`,
  );
  if (screens.some((one) => one.id === draft.ecran)) find("brouillon-continuer").href = `#${draft.ecran}`;
};
// Un téléphone ferme une page sans prévenir : ce qui attend s’enregistre dès qu’elle n’est plus sous les yeux.
export const watchPage = () => {
  window.addEventListener("pagehide", () => {
    if (device.saving) saveNow();
    settleFields();
  });
  document.addEventListener("visibilitychange", () => {
    if (device.saving && document.visibilityState === "hidden") saveNow();
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    rereadDraft();
    settleFields();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === STORE || event.key === null) rereadDraft();
  });
};
