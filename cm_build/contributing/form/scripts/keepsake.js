// Garder chez soi : la fiche complète, et son datapanorama à enregistrer ou à imprimer.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { ask } from "./engine.js";
import { requiredFaults, yearFault } from "./faults.js";
import { exported } from "./leaving.js";
import { download, downloadSheet } from "./packing.js";
import { page, say, sayUnder } from "./page.js";
import { closeLinks, request, showOwnPhotos } from "./preview.js";
import { fileStem } from "./sheet.js";

/** @param {Happening} event */
export const keepWhole = async (event) => {
  sayUnder("garder-etat", event);
  sayUnder("envoi-etat", event);
  const faults = requiredFaults().filter((one) => one.question.name === "fiche.annee");
  const { name, left } = await downloadSheet(`${fileStem()}_complet`, exported().tree);
  const state = event?.target.id === "telecharger-complet-publie" ? "envoi-etat" : "garder-etat";
  say(
    state,
    `${name} est dans vos téléchargements. ${left}${faults.length ? " Pensez à indiquer l’année de la fiche." : ""}`,
  );
};
/** @param {{ prive: boolean; fiche?: string }} given */
const handedPage = async (given) => {
  const state = find("garder-etat");
  const fault = yearFault();
  if (fault) {
    state.textContent = fault;
    return null;
  }
  state.textContent = given.fiche ? "La fiche se prépare…" : "Le datapanorama se prépare…";
  const answer = await ask(await request({ ...given, remis: true }));
  if (!answer.html) {
    state.textContent = answer.echec
      ? "Le programme n’a pas pu se lancer sur cet appareil. Votre fiche, elle, peut être gardée."
      : "Quelques réponses sont à corriger d’abord : l’aperçu les montre.";
    return null;
  }
  return withPhotos(answer.html);
};
/** @param {string} html */
const withPhotos = async (html) => {
  const inside = new DOMParser().parseFromString(html, "text/html");
  await showOwnPhotos(inside);
  closeLinks(inside);
  return `<!doctype html>\n${inside.documentElement.outerHTML}`;
};
/** @param {Happening} event @param {{ prive: boolean; fiche?: string }} given @param {string} kind */
export const keepHanded = async (event, given, kind) => {
  sayUnder("garder-etat", event);
  const html = await handedPage(given);
  if (!html) return;
  const name = `${fileStem()}_${kind}.html`;
  download(name, html, "text/html;charset=utf-8");
  find("garder-etat").textContent = `${name} est dans vos téléchargements.`;
};
/** @param {Happening} event @param {{ prive: boolean; fiche?: string }} given */
export const printHanded = async (event, given) => {
  sayUnder("garder-etat", event);
  const html = await handedPage(given);
  if (!html) return;
  const frame = phrase("iframe", {
    class: "cm-cache",
    title: "Impression",
    "aria-hidden": "true",
    tabindex: "-1",
    sandbox: "allow-same-origin allow-modals",
  });
  page.append(frame);
  await new Promise((resolve) => {
    frame.onload = resolve;
    frame.srcdoc = html;
  });
  find("garder-etat").textContent = "La fenêtre d’impression s’ouvre.";
  frame.contentWindow.print();
  setTimeout(() => frame.remove(), 60_000);
};
const whole = () => ({ prive: find("garder-prive").checked });
/** @param {Happening} event */
export const keepPage = (event) => keepHanded(event, whole(), "datapanorama");
/** @param {Happening} event */
export const printPage = (event) => printHanded(event, whole());
