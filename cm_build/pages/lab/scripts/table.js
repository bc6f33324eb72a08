// La table des mêmes lieux, par nom, cinquante à la fois.
import { element, find } from "../../shell/scripts/dom.js";
import { amountText, numberText, plural } from "../../shell/scripts/french.js";
import { pageOf } from "./choice.js";
import { said } from "./points.js";

const PAGE = 50;
const table = find("table");
const more = find("suite");
let written = 0;
/** @param {Lab.View} view */
export const columnsOf = (view) =>
  [view.x, view.y, view.colour, view.size].filter(
    (one, index, all) => one && all.findIndex((other) => other?.id === one.id) === index,
  );
// L’unité est en tête de colonne.
/** @param {Lab.Column} one @param {number} rank */
const cellText = (one, rank) =>
  one.facet || one.values[rank] === null ? said(one, rank) : amountText(one.values[rank], one.unit, one.decimals);
/** @param {Lab.View} view @param {number} rank */
const line = (view, rank) => {
  const name = element(
    "th",
    { scope: "row" },
    element("a", { href: pageOf(view, rank), text: view.places.noms[rank] }),
    " ",
    element("small", { text: view.places.communes[rank] }),
  );
  return element("tr", {}, name, ...columnsOf(view).map((one) => element("td", { text: cellText(one, rank) })));
};
/** @param {Lab.View} view */
const showMore = (view) => {
  const next = view.drawn.slice(written, written + PAGE);
  table.tBodies[0].append(...next.map((rank) => line(view, rank)));
  const first = table.tBodies[0].rows[written];
  written += next.length;
  const left = view.drawn.length - written;
  more.hidden = left === 0;
  more.firstElementChild?.replaceChildren(`Montrer la suite (${numberText(left)} ${plural(left, "lieu", "lieux")})`);
  return first;
};
/** @param {Lab.View} view */
export const showTable = (view) => {
  const heads = ["Lieu", ...columnsOf(view).map((one) => one.heading)].map((text) =>
    element("th", { scope: "col", text }),
  );
  table.tHead.rows[0].replaceChildren(...heads);
  table.tBodies[0].replaceChildren();
  written = 0;
  const button = element("button", { type: "button", class: "cm-bouton cm-bouton--clair" });
  // Le bouton s’éloigne sous les nouvelles lignes : le focus va à la première d’entre elles.
  button.addEventListener("click", () => showMore(view)?.querySelector("a").focus());
  more.replaceChildren(button);
  showMore(view);
};
