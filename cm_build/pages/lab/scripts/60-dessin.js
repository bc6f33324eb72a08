// Plotly n’est demandé qu’à la première exploration ; tant qu’il manque, le dessin de la page reste, et la table suit.
const canvas = find("dessin");
const dark = matchMedia("(prefers-color-scheme: dark)");
let library = null;
const needed = () => {
  library ??= new Promise((resolve, reject) => {
    const script = element("script", { src: `${root}assets/plotly.js` });
    script.addEventListener("load", () => resolve(globalThis.Plotly));
    script.addEventListener("error", () => { library = null; script.remove(); reject(new Error("plotly")); });
    document.head.append(script);
  });
  return library;
};

// Un point choisi, au doigt, à la souris ou au clavier, se lit sous le dessin, avec le chemin vers sa page.
const card = find("fiche");
const showCard = (view, rank) => {
  const details = [view.x, view.y, view.colour, view.size].filter(Boolean).map((one) => spaced(`${one.title} : ${said(one, rank)}`));
  card.replaceChildren(
    element("strong", { text: view.places.noms[rank] }),
    element("span", { text: view.places.communes[rank] }),
    ...details.map((text) => element("span", { text })),
    element("a", { href: `${root}lieux/${view.places.lieux[rank]}/`, text: "Voir son portrait" }),
  );
  card.hidden = false;
};

// Le dessin retient où l’on en est : les flèches suivent l’ordre de la table.
let seen = null;
let current = -1;
const pointOf = (rank) => {
  for (const [curveNumber, one] of canvas.data.entries()) {
    const pointNumber = one.customdata?.indexOf(rank) ?? -1;
    if (pointNumber >= 0) return { curveNumber, pointNumber };
  }
  return null;
};
const walk = (step) => {
  if (!seen?.y || !seen.drawn.length) return;
  const count = seen.drawn.length;
  current = step === "first" ? 0 : step === "last" ? count - 1 : (current + step + count) % count;
  const rank = seen.drawn[current];
  const point = pointOf(rank);
  if (point) globalThis.Plotly.Fx.hover(canvas, [point]);
  showCard(seen, rank);
};
const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: "first", End: "last" };
canvas.addEventListener("keydown", (event) => {
  if (event.target !== canvas) return;
  if (event.key === "Enter") { card.querySelector("a")?.click(); return; }
  if (event.key === "Escape") { globalThis.Plotly?.Fx.unhover(canvas); card.hidden = true; current = -1; return; }
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

// La légende est écrite à côté du dessin : elle passe à la ligne, se lit et s’imprime comme du texte.
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  circle: "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
  diamond: "M8 1l7 7-7 7-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  "triangle-up": "M8 2l7 12H1z",
  cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
  hexagon: "M8 1.5l5.6 3.25v6.5L8 14.5l-5.6-3.25v-6.5z",
  star: "M8 1l2.1 4.6 5 .6-3.7 3.4 1 5L8 12.1l-4.4 2.5 1-5L.9 6.2l5-.6z",
};
const drawn = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const signOf = ({ marker }) => {
  const hollow = marker.symbol === "circle-open";
  const shape = SHAPES[marker.symbol] ?? (hollow ? SHAPES.circle : SHAPES.square);
  const path = drawn("path", { d: shape, fill: hollow ? "none" : marker.color, stroke: hollow ? marker.color : "none", "stroke-width": 1.5 });
  return drawn("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
};
// Une couleur qui suit un nombre : ses deux bouts, et le passage de l’un à l’autre.
const scaleOf = (view, model) => {
  const [low, high] = extent(view, view.colour);
  const stops = model.degrade.colorscale.map(([offset, colour]) => drawn("stop", { offset, "stop-color": colour }));
  const gradient = drawn("linearGradient", { id: "degrade" }, ...stops);
  const band = drawn("svg", { viewBox: "0 0 120 12", "aria-hidden": "true", class: "cm-lab__degrade" }, gradient, drawn("rect", { width: 120, height: 12, rx: 3, fill: "url(#degrade)" }));
  const { unit, decimals } = view.colour;
  return element("li", {}, spaced(`${view.colour.title} :`), element("span", { text: numberText(low, decimals) }), band, element("span", { text: quantity(high, unit, decimals) }));
};
const showLegend = (view, data, model) => {
  const legend = find("legende");
  const scaled = Boolean(view.colour && !view.colour.facet && view.y && view.drawn.some((rank) => view.colour.values[rank] !== null));
  legend.hidden = !view.colour?.facet && !scaled;
  if (scaled) legend.replaceChildren(scaleOf(view, model));
  if (scaled || legend.hidden) return;
  const count = (one) => (view.y ? one.x.length : one.y.reduce((a, b) => a + b, 0));
  legend.replaceChildren(...data.filter((one) => one.name).map((one) => element("li", {}, signOf(one), `${plain(one.name)} (${numberText(count(one))})`)));
};
let listening = false;
const draw = async (view) => {
  const [Plotly, models] = await Promise.all([needed(), load(`${folder}modele.json`)]);
  if (view.state !== latest) return;
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
  canvas.on("plotly_click", ({ points }) => { if (points[0].customdata !== undefined) { current = seen.drawn.indexOf(points[0].customdata); showCard(seen, points[0].customdata); } });
};
