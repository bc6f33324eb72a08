// Copier un paragraphe d’une fiche : sans ce script, c’est un texte que l’on sélectionne.
import { find } from "../shell/scripts/dom.js";

const said = document.querySelector(".cm-dossier__dit");
/** @param {HTMLElement} text */
const select = (text) => {
  const range = document.createRange();
  range.selectNodeContents(text);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
};
/** @param {HTMLElement} button */
const copy = async (button) => {
  const text = find(button.dataset.copier ?? "");
  if (!text || !said) return;
  // Le message se lit à côté de ce que l’on vient de presser.
  button.after(said);
  try {
    await navigator.clipboard.writeText(text.textContent ?? "");
    said.textContent = "Le paragraphe est copié : collez-le où vous voulez.";
  } catch {
    select(text);
    said.textContent = "Le paragraphe est sélectionné : copiez-le avec Ctrl + C, ou un appui long.";
  }
};
for (const button of document.querySelectorAll("[data-copier]")) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
