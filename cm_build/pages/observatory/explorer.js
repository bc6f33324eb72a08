// « Explorer » : le même dessin, à survoler et à agrandir. Rien n’est chargé avant la demande.
import { element } from "../shell/scripts/dom.js";
import { library } from "../shell/scripts/loading.js";

const base = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/explorer\.js.*$/, "");
/** @param {string} name */
const style = (name) => getComputedStyle(document.querySelector(".cm-ref")).getPropertyValue(name).trim();
// Les couleurs sont celles de la page, claire ou sombre ; la dernière est pour les médianes.
/** @param {number} count */
const colours = (count) =>
  (count > 2
    ? ["--cm-trait", "--cm-eau", "--cm-sarcelle", "--cm-nuit", "--cm-gris", "--cm-t5"]
    : ["--ton", "--cm-encre"]
  ).map(style);
/** @param {any} given */
const dressed = ({ data, layout }) => {
  const tones = colours(data.length);
  const axis = { gridcolor: style("--cm-trait"), zerolinecolor: style("--cm-trait"), fixedrange: false };
  return {
    data: data.map((/** @type {object} */ one, /** @type {number} */ rank) => ({
      ...one,
      marker: { color: tones[rank % tones.length], size: 11, opacity: rank === 0 && data.length === 2 ? 0.5 : 1 },
    })),
    layout: {
      ...layout,
      xaxis: { ...axis, ...layout.xaxis },
      yaxis: { ...axis, ...layout.yaxis },
      font: { family: style("--cm-titre"), size: 14, color: style("--cm-encre") },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { t: 20, r: 20, b: 50, l: 50 },
      legend: { orientation: "h" },
      separators: ", ",
    },
  };
};
/** @param {Piece} section @param {Piece} button */
const explore = async (section, button) => {
  const status = section.querySelector("[role=status]");
  if (button.getAttribute("aria-disabled")) return;
  // Un bouton désactivé perdrait le clavier : il reste là, et n’agit plus.
  button.setAttribute("aria-disabled", "true");
  status.textContent = "Chargement du dessin…";
  try {
    const [Plotly, answer] = await Promise.all([
      library(`${base}plotly.js`, "Plotly"),
      fetch(section.dataset.explorer),
    ]);
    const figure = dressed(await answer.json());
    const name = section.querySelector("h2").textContent;
    const box = element("div", { class: "cm-explorer__dessin", tabindex: "-1", role: "group", "aria-label": name });
    section.classList.add("cm-dessin--explore");
    button.closest("p").after(box);
    await Plotly.newPlot(box, figure.data, figure.layout, {
      responsive: true,
      displayModeBar: false,
    });
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
