// Plotly n’est demandé qu’à la première exploration ; tant qu’il manque, le dessin de la page reste, et la table suit.
import { element, find } from "../../shell/scripts/dom.js";
import { spaced } from "../../shell/scripts/french.js";
import { library, load } from "../../shell/scripts/loading.js";
import { folder, pageOf, root } from "./choice.js";
import { figureOf } from "./figure.js";
import { showLegend } from "./legend.js";
import { said } from "./points.js";

const canvas = /** @type {Lab.Canvas} */ (find("dessin"));
// La bibliothèque, une fois venue.
const plotly = () => Reflect.get(globalThis, "Plotly");
export const dark = matchMedia("(prefers-color-scheme: dark)");
export const needed = () => library(`${root}assets/plotly.js`, "Plotly");

// Un point choisi, au doigt, à la souris ou au clavier, se lit sous le dessin, avec le chemin vers sa page.
export const card = find("fiche");
// Le dernier choix demandé : un dessin qui arrive après un autre choix ne se montre pas.
/** @type {{ state: Lab.State | null }} */
export const asked = { state: null };
/** @param {Lab.View} view @param {number} rank */
const showCard = (view, rank) => {
  const details = [view.x, view.y, view.colour, view.size]
    .filter(Boolean)
    .map((one) => spaced(`${one.title} : ${said(one, rank)}`));
  card.replaceChildren(
    element("strong", { text: view.places.noms[rank] }),
    element("span", { text: view.places.communes[rank] }),
    ...details.map((text) => element("span", { text })),
    element("a", { href: pageOf(view, rank), text: "Voir son portrait" }),
  );
  card.hidden = false;
};

// Le dessin retient où l’on en est : les flèches suivent l’ordre de la table.
/** @type {Lab.View | null} */
export let seen = null;
let current = -1;
/** @param {number} rank */
const pointOf = (rank) => {
  for (const [curveNumber, one] of canvas.data.entries()) {
    const pointNumber = one.customdata?.indexOf(rank) ?? -1;
    if (pointNumber >= 0) return { curveNumber, pointNumber };
  }
  return null;
};
/** @param {number | "first" | "last"} step */
const walk = (step) => {
  if (!seen?.y || !seen.drawn.length) return;
  const count = seen.drawn.length;
  current = step === "first" ? 0 : step === "last" ? count - 1 : (current + step + count) % count;
  const rank = seen.drawn[current];
  const point = pointOf(rank);
  if (point) plotly().Fx.hover(canvas, [point]);
  showCard(seen, rank);
};
/** @type {Record<string, number | "first" | "last">} */
const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: "first", End: "last" };
canvas.addEventListener("keydown", (event) => {
  if (event.target !== canvas) return;
  if (event.key === "Enter") {
    card.querySelector("a")?.click();
    return;
  }
  if (event.key === "Escape") {
    plotly()?.Fx.unhover(canvas);
    card.hidden = true;
    current = -1;
    return;
  }
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  walk(current < 0 && KEYS[event.key] === -1 ? "last" : current < 0 ? "first" : KEYS[event.key]);
});

// Un bouton de Plotly n’a d’autre nom que son infobulle.
const nameButtons = () => {
  for (const button of canvas.querySelectorAll(".modebar-btn")) {
    const name = button.dataset.title ?? "";
    button.setAttribute("aria-label", name);
    button.title = name;
  }
};
let listening = false;
/** @param {Lab.View} view */
export const draw = async (view) => {
  const [Plotly, models] = await Promise.all([needed(), load(`${folder}modele.json`)]);
  if (view.state !== asked.state) return;
  find("fixe").hidden = true;
  canvas.hidden = false;
  const model = models[dark.matches ? "sombre" : "clair"];
  const { data, layout } = figureOf(view, model, "disposition");
  // Au doigt, glisser fait défiler la page ; les boutons agrandissent.
  if (matchMedia("(pointer: coarse)").matches) layout.dragmode = false;
  showLegend(view, data, model);
  await Plotly.react(canvas, data, layout, models.config);
  seen = view;
  current = -1;
  nameButtons();
  find("aide-dessin").hidden = !view.y;
  if (listening) return;
  listening = true;
  canvas.on("plotly_click", ({ points }) => {
    const rank = points[0].customdata;
    if (!seen || rank === undefined) return;
    current = seen.drawn.indexOf(rank);
    showCard(seen, rank);
  });
};
