// Ce que le thème ne fait pas : ouvrir les replis quand la place y est, copier un exemple d’un bouton qui le dit, faire défiler un tableau au clavier.
import { watchFolds } from "../shell/scripts/folding.js";
import { unfold } from "../shell/scripts/unfolding.js";

/** Les replis, et la largeur à partir de laquelle ils sont des colonnes : documentation.css a les mêmes. */
const COLUMNS = {
  ".cm-documentation > details": "(min-width:62rem)",
  ".cm-sommaire-page > details": "(min-width:80rem)",
};

/** @param {HTMLElement} status */
const copyButton = (status) => (/** @type {HTMLElement} */ code) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cm-copier";
  button.textContent = "Copier";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    status.textContent = "";
    button.textContent = status.textContent = "Copié";
  });
  code.parentElement?.append(button);
};

const addCopyButtons = () => {
  const status = document.createElement("p");
  status.className = "cm-cache";
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);
  document.querySelectorAll("pre > code").forEach(copyButton(status));
};

/**
 * Le titre sous lequel est un élément.
 * @param {Element | null} element
 * @returns {string}
 */
const headingOf = (element) => {
  for (let one = element; one; one = one.previousElementSibling)
    if (/^H[1-6]$/.test(one.tagName)) return one.textContent;
  return "";
};

// Une zone qui défile se prend au clavier, et elle seule : le thème en met une autour de chaque tableau.
const scrolling = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    const attributes = { tabindex: "0", role: "region", "aria-label": `Tableau : ${headingOf(target)}` };
    for (const [name, value] of Object.entries(attributes)) {
      if (scrolls) target.setAttribute(name, value);
      else target.removeAttribute(name);
    }
  }
});

watchFolds();
for (const [selector, query] of Object.entries(COLUMNS)) unfold(document.querySelector(selector), matchMedia(query));
// Hors d’une adresse sûre, le navigateur ne prête pas le presse-papiers.
if (navigator.clipboard) addCopyButtons();
addEventListener("load", () => {
  for (const one of document.querySelectorAll(".md-typeset__scrollwrap")) scrolling.observe(one);
});
