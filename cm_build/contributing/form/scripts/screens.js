// Un écran à la fois ; l’adresse dit lequel, pour que « précédent » et les favoris marchent.
import { find } from "../../../pages/shell/scripts/dom.js";
import { device, draft } from "./draft.js";
import { clearErrors, keepFaultsOf } from "./errors.js";
import { fieldToFocus } from "./fields.js";
import { showHeld } from "./holding.js";
import { canFocus, page, route } from "./page.js";
import { isShown, neighbours, path } from "./path.js";
import { saveSoon } from "./store.js";
import { questionAt } from "./targets.js";

// Le bouton ne promet d’enregistrer que si l’appareil enregistre.
let continueWords = "";
export const nameContinue = (words = continueWords) => {
  continueWords = words;
  const bare = words.replace(/^Enregistrer et /, "");
  find("continuer").textContent =
    device.storable && !device.rival ? words : `${bare.charAt(0).toUpperCase()}${bare.slice(1)} sans enregistrer`;
};
const views = [...page.querySelectorAll(".cm-ecran")];
const siteTitle = document.title;

/** @param {string} id @param {{ focus?: boolean; field?: { question: Form.Question; at: string } | null }} [given] */
export const openScreen = (id, { focus = true, field = null } = {}) => {
  const asked = find(id);
  const view = asked?.closest(".cm-ecran") ?? find("debut");
  const left = route.current;
  const changed = route.backTo === view.id ? route.linkTaken : "";
  if (left && left !== view) clearErrors();
  route.current = view;
  for (const one of views) one.hidden = one !== view;
  const asking = "ecran" in view.dataset;
  find("suivant").hidden = !asking;
  find("tete").hidden = view.id === "debut";
  document.title = `${view.dataset.titre} · ${siteTitle}`;
  if (asking) {
    const [before, after] = neighbours(view);
    find("precedent").hidden = !before;
    if (before) find("precedent").href = `#${before.id}`;
    const way = path();
    find("rang").textContent = way.includes(view) ? `Section ${way.indexOf(view) + 1} sur ${way.length}` : "";
    nameContinue(route.backTo ? BACK[route.backTo] : after ? "Enregistrer et continuer" : "Enregistrer et relire");
    draft.ecran = view.id;
  } else {
    route.backTo = "";
  }
  arrivals[view.id]?.();
  showHeld(view);
  if (left && left !== view) keepFaultsOf(view);
  if (!focus) return;
  const within = field
    ? fieldToFocus(field.question, field.at)
    : asked && asked !== view
      ? asked
      : placeLeft(view, left, changed);
  (within ?? view.querySelector("h1, h2")).focus({ preventScroll: true });
  if (within) within.scrollIntoView({ block: "center" });
  else scrollTo(0, 0);
};
// Venu d’une relecture, on y retourne : corriger une réponse n’oblige pas à tout reparcourir.
/** @type {Record<string, string>} */
const BACK = {
  relire: "Enregistrer et revenir à la relecture",
  apercu: "Enregistrer et revoir l’aperçu",
  publier: "Enregistrer et revenir à la publication",
};
// On revient là où l’on avait quitté : au sommaire, à sa section ; d’une relecture, à la réponse que l’on modifiait.
/** @param {Piece} view @param {Piece | null} left @param {string} changed */
const placeLeft = (view, left, changed) => {
  if (!left || left === view) return null;
  if (view.id === "sommaire") return find("taches").querySelector(`a[href="#${left.id}"]`);
  if (!changed) return null;
  const link = [...view.querySelectorAll(`a[href="#champ=${CSS.escape(changed)}"]`)].find(canFocus);
  return link ?? view.querySelector(`[data-relue="${CSS.escape(left.id)}"]`);
};
// Une adresse mal recopiée ouvre le début, et n’arrête rien.
const plainHash = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};
// L’adresse change et l’écran s’ouvre dans le même geste ; « précédent » passe par le navigateur.
/** @param {string} hash */
export const goTo = (hash) => {
  if (hash === location.hash) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  followAddress();
};
// « #champ=lien_social.niveau » ouvre le formulaire à cette question : les messages y mènent.
export const followAddress = () => {
  const hash = plainHash();
  if (hash.startsWith("champ=")) {
    const at = hash.slice(6);
    const question = questionAt(at);
    if (question) {
      if (draft.essentiel && !isShown(question)) setEssential(false);
      if (route.current?.id in BACK && route.current.id !== question.box.closest(".cm-ecran").id)
        [route.backTo, route.linkTaken] = [route.current.id, at];
      openScreen(question.screen?.id ?? question.box.closest(".cm-ecran").id, { field: { question, at } });
      return;
    }
  }
  openScreen(hash || "debut");
};
/** @param {boolean} wanted */
export const setEssential = (wanted) => {
  draft.essentiel = wanted;
  find("essentiel").checked = wanted;
  page.classList.toggle("cm-form--essentiel", wanted);
  saveSoon();
};
/** @type {Record<string, () => unknown>} */
export const arrivals = {};
