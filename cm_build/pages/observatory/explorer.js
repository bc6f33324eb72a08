// « Explorer » : le même dessin, à survoler et à agrandir. Rien n’est chargé avant la demande.
import { element } from "../shell/scripts/dom.js";
import { watchFolds } from "../shell/scripts/folding.js";
import { library } from "../shell/scripts/loading.js";

const base = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/explorer\.js.*$/, "");
/** @param {string} address */
const asked = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  // Plotly passe à la ligne avec une balise ; les fichiers, avec un retour.
  return JSON.parse(await answer.text(), (_, value) =>
    typeof value === "string" ? value.replaceAll("\n", "<br>") : value,
  );
};
const dark = matchMedia("(prefers-color-scheme: dark)");
// La figure est faite à la construction (exploration.py) ; ne manquent que les couleurs de qui lit.
/** @param {any} figure @param {any} themes */
const dressed = ({ data, layout }, themes) => {
  const scheme = dark.matches ? "sombre" : "clair";
  // Au doigt, glisser fait défiler la page.
  const dragmode = matchMedia("(pointer: coarse)").matches ? false : "zoom";
  return [data, { ...layout, template: themes[scheme], colorway: layout.meta[scheme], dragmode }, themes.config];
};
/** @param {Piece} section @param {Piece} button */
const explore = async (section, button) => {
  const status = section.querySelector("[role=status]");
  if (button.getAttribute("aria-disabled")) return;
  // Un bouton désactivé perdrait le clavier : il reste là, et n’agit plus.
  button.setAttribute("aria-disabled", "true");
  status.textContent = "Chargement du dessin…";
  try {
    const [Plotly, figure, themes] = await Promise.all([
      library(`${base}plotly.js`, "Plotly"),
      asked(section.dataset.explorer),
      asked(`${base}explorer.json`),
    ]);
    const name = section.querySelector("h2").textContent;
    const box = element("div", { class: "cm-explorer__dessin", tabindex: "-1", role: "group", "aria-label": name });
    section.classList.add("cm-dessin--explore");
    button.closest("p").after(box);
    const draw = () => Plotly.react(box, ...dressed(structuredClone(figure), themes));
    await draw();
    dark.addEventListener("change", draw);
    const held = document.activeElement === button;
    button.closest("p").hidden = true;
    // Le bouton s’efface : on est au dessin qu’il a fait venir.
    if (held) box.focus();
    status.textContent = "Le dessin est prêt ; la table dit la même chose.";
  } catch {
    button.removeAttribute("aria-disabled");
    status.textContent = "Le dessin n’a pas pu être chargé. La table ci-dessus dit la même chose.";
  }
};
for (const section of document.querySelectorAll("[data-explorer]")) {
  const more = element("span", { class: "cm-cache", text: ` : ${section.querySelector("h2").textContent}` });
  const button = element("button", { type: "button", class: "cm-bouton cm-bouton--clair" }, "Explorer", more);
  const line = element("p", { class: "cm-explorer" }, button);
  const status = element("span", { role: "status", class: "cm-source" });
  section.append(line, status);
  button.addEventListener("click", () => explore(section, button));
}
watchFolds();
