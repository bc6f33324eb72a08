// La légende est écrite à côté du dessin : elle passe à la ligne, se lit et s’imprime comme du texte.
import { drawn, element, find } from "../../shell/scripts/dom.js";
import { amountText, numberText, quantity, spaced } from "../../shell/scripts/french.js";
import { extent, plain } from "./figure.js";

/** @type {Record<string, string>} */
const SHAPES = {
  circle: "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
  diamond: "M8 1l7 7-7 7-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  "triangle-up": "M8 2l7 12H1z",
  cross: "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
  hexagon: "M8 1.5l5.6 3.25v6.5L8 14.5l-5.6-3.25v-6.5z",
  star: "M8 1l2.1 4.6 5 .6-3.7 3.4 1 5L8 12.1l-4.4 2.5 1-5L.9 6.2l5-.6z",
};
/** @param {Lab.Trace} given */
const signOf = ({ marker }) => {
  const hollow = marker.symbol === "circle-open";
  const shape = SHAPES[marker.symbol] ?? (hollow ? SHAPES.circle : SHAPES.square);
  const path = drawn("path", {
    d: shape,
    fill: hollow ? "none" : marker.color,
    stroke: hollow ? marker.color : "none",
    "stroke-width": 1.5,
  });
  return drawn("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, path);
};
// Une couleur qui suit un nombre : ses deux bouts, et le passage de l’un à l’autre.
/** @param {Lab.View} view @param {Lab.Model} model */
const scaleOf = (view, model) => {
  const [low, high] = extent(view, view.colour);
  const stops = model.degrade.colorscale.map((/** @type {[number, string]} */ [offset, colour]) =>
    drawn("stop", { offset, "stop-color": colour }),
  );
  const gradient = drawn("linearGradient", { id: "degrade" }, ...stops);
  const band = drawn(
    "svg",
    { viewBox: "0 0 120 12", "aria-hidden": "true", class: "cm-lab__degrade" },
    gradient,
    drawn("rect", { width: 120, height: 12, rx: 3, fill: "url(#degrade)" }),
  );
  const { unit, decimals } = view.colour;
  return element(
    "li",
    {},
    spaced(`${view.colour.title} :`),
    element("span", { text: amountText(low, unit, decimals) }),
    band,
    element("span", { text: quantity(high, unit, decimals) }),
  );
};
/** @param {Lab.View} view @param {Lab.Trace[]} data @param {Lab.Model} model */
export const showLegend = (view, data, model) => {
  const legend = find("legende");
  const scaled = Boolean(
    view.colour && !view.colour.facet && view.y && view.drawn.some((rank) => view.colour.values[rank] !== null),
  );
  legend.hidden = !view.colour?.facet && !scaled;
  if (scaled) legend.replaceChildren(scaleOf(view, model));
  if (scaled || legend.hidden) return;
  /** @param {Lab.Trace} one */
  const count = (one) =>
    view.y ? one.x.length : one.y.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
  legend.replaceChildren(
    ...data
      .filter((one) => one.name)
      .map((one) => element("li", {}, signOf(one), `${plain(one.name)} (${numberText(count(one))})`)),
  );
};
