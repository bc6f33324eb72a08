// Ce que le formulaire demande au site quand il en a besoin : bibliothèques et données.
import { library } from "../../../pages/shell/scripts/loading.js";

export const assets = document.querySelector("script[src$='assets/formulaire.js']")?.src.replace(/formulaire\.js$/, "");
// Une copie sans connexion porte ses bibliothèques en elle.
/** @param {string} file @param {"jsyaml" | "fflate"} name */
export const piece = async (file, name) => {
  if (name in window) return Reflect.get(window, name);
  if (!assets) throw new Error("Il manque une pièce à cette copie du formulaire.");
  try {
    return await library(assets + file, name);
  } catch {
    throw new Error("Le chargement a échoué : vérifiez la connexion, puis recommencez.");
  }
};
export const NO_ANSWER = "Le site n’a pas répondu : vérifiez la connexion, puis recommencez.";
/** @param {string} path */
export const siteFile = async (path) => {
  const response = await fetch(new URL(path, new URL("../../", location.href)));
  if (!response.ok) throw new Error(NO_ANSWER);
  return response.json();
};
