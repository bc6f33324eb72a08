// Enregistrer ce que l’on voit : l’image dit d’où elle vient et si les lieux sont inventés, le tableau a les valeurs entières.
import { element } from "../../shell/scripts/dom.js";
import { lowerFirst, quantity, spaced } from "../../shell/scripts/french.js";
import { load, save } from "../../shell/scripts/loading.js";
import { folder, query } from "./choice.js";
import { needed } from "./drawing.js";
import { extent, figureOf, inert } from "./figure.js";
import { reason, sentences } from "./points.js";
import { columnsOf } from "./table.js";

const PLOT = 500;
/** @param {Lab.View} view */
export const titleOf = (view) => (view.y ? `${view.y.title} et ${lowerFirst(view.x.title)}` : view.x.title);
/** @param {Lab.View} view */
const fileName = (view) =>
  ["commune-mesure", ...[view.x, view.y].filter(Boolean).map((one) => one.id.replace(/[^a-z0-9]+/g, "-"))].join("_");

// Le papier est toujours clair : une image s’imprime et se colle ailleurs. Elle emporte ses phrases et sa source.
const LINE = 21;
/** @param {Lab.View} view */
const notesOf = (view) => {
  const { colour } = view;
  const scaled = colour && !colour.facet && view.y;
  const ends = scaled ? extent(view, colour).map((value) => quantity(value, colour.unit, colour.decimals)) : [];
  const scale = scaled ? [spaced(`Du plus clair au plus foncé : de ${ends[0]} à ${ends[1]}.`)] : [];
  const site = document.querySelector(".cm-marque").textContent;
  return [...sentences(view), ...scale, spaced(`Source : ${site}, ${location.host}${location.pathname}`)];
};
// La mise en page est dans le modèle (figure.py) ; ici, les mots, et la place qu’ils prennent sous le dessin.
/** @param {Lab.View} view @param {Lab.Model} models */
const posterOf = (view, models) => {
  const { data, layout } = figureOf(view, models.clair, "affiche");
  const notes = notesOf(view);
  const names = view.colour?.facet ? data.filter((one) => one.name).length : 0;
  const drawn = layout.margin.t + PLOT + layout.margin.b;
  const legend = names ? 40 + Math.ceil(names / 2) * LINE : 0;
  layout.height = drawn + legend + notes.length * LINE + 20;
  Object.assign(layout.annotations[0], {
    text: notes.map(inert).join("<br>"),
    yshift: -(layout.margin.b + legend),
  });
  layout.margin.b = layout.height - layout.margin.t - PLOT;
  layout.title.text = inert(titleOf(view));
  layout.xaxis.title.text = inert(view.x.heading);
  layout.yaxis.title.text = inert(view.y ? view.y.heading : "Nombre de lieux");
  layout.showlegend = names > 0;
  layout.legend.y = 1 - drawn / layout.height;
  layout.legend.title.text = names ? inert(view.colour.title) : "";
  return { data, layout };
};
/** @param {Lab.View} view */
const picture = async (view) => {
  const [Plotly, models] = await Promise.all([needed(), load(`${folder}modele.json`)]);
  const { data, layout } = posterOf(view, models);
  const { width, height } = layout;
  const made = await Plotly.toImage({ data, layout, config: models.config }, { format: "svg", width, height });
  return { svg: decodeURIComponent(made.slice(made.indexOf(",") + 1)), width, height };
};
/** @param {{ svg: string, width: number, height: number }} given */
const painted = ({ svg, width, height }) =>
  new Promise((resolve, reject) => {
    const image = new Image(width, height);
    image.addEventListener("load", () => {
      const sheet = element("canvas", { width: width * 2, height: height * 2 });
      sheet.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
      sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("png"))), "image/png");
    });
    image.addEventListener("error", () => reject(new Error("png")));
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  });

// Comme les autres fichiers du site : un tableur ne prendra aucun texte pour une formule (exporting/table.py).
const DANGEROUS = /^ *[=+\-@＝＋－＠\t\r\n]/;
/** @param {string | number} value */
const cell = (value) => {
  const text = typeof value === "number" ? String(value) : DANGEROUS.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};
/** @param {Lab.View} view */
const tableText = (view) => {
  const columns = columnsOf(view);
  /** @param {Lab.Column} one @param {number} rank */
  const raw = (one, rank) => {
    const value = one.values[rank];
    if (value === null) return reason(one, rank);
    return one.facet ? one.classes[value] : value;
  };
  const lines = [["lieu", "nom", "commune", "exemple_fictif", ...columns.map((one) => one.heading)]];
  for (const rank of view.drawn)
    lines.push([
      view.places.lieux[rank],
      view.places.noms[rank],
      view.places.communes[rank],
      view.fictional ? "oui" : "non",
      ...columns.map((one) => raw(one, rank)),
    ]);
  return `\ufeff${lines.map((cells) => `${cells.map(cell).join(";")}\r\n`).join("")}`;
};

/** @type {Record<string, (view: Lab.View) => Promise<string>>} */
export const SAVERS = {
  svg: async (view) => {
    save(new Blob([(await picture(view)).svg], { type: "image/svg+xml" }), `${fileName(view)}.svg`);
    return "L’image SVG est enregistrée.";
  },
  png: async (view) => {
    save(await painted(await picture(view)), `${fileName(view)}.png`);
    return "L’image PNG est enregistrée.";
  },
  csv: async (view) => {
    save(new Blob([tableText(view)], { type: "text/csv" }), `${fileName(view)}.csv`);
    return "Le tableau CSV est enregistré.";
  },
  lien: async (view) => {
    await navigator.clipboard.writeText(new URL(query(view.state), location.href).href);
    return "Le lien est copié : il redonne cette vue.";
  },
};
