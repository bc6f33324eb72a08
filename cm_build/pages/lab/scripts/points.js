// Des colonnes aux points : ce qui est dessiné, écrit et enregistré vient d’ici, et de nulle part ailleurs.
import { ABSENCES } from "../../shell/scripts/absences.js";
import { lowerFirst, numberText, plural, quantity, spaced } from "../../shell/scripts/french.js";
import { load } from "../../shell/scripts/loading.js";
import { folder, measureOf, minimum } from "./choice.js";
import { quantile } from "./quantile.js";

/** @param {Lab.Measure | null} measure @param {string} world @returns {Promise<any>} */
const column = async (measure, world) => {
  if (!measure) return null;
  const kind = measure.facet ? "facettes" : "mesures";
  const told = await load(`${folder}${world}/${kind}/${measure.id}.json`);
  const reasons = new Map(
    Object.entries(told.manque ?? {}).flatMap(([code, ranks]) =>
      ranks.map((/** @type {number} */ rank) => [rank, code]),
    ),
  );
  return { ...measure, values: told.colonne, classes: told.classes, reasons };
};
/** @param {Lab.Column} one @param {number} rank */
export const reason = (one, rank) => one.reasons.get(rank) ?? "non_repondu";
/** @param {Lab.Column} one @param {number} rank */
export const said = (one, rank) => {
  const value = one.values[rank];
  if (value === null) return ABSENCES[reason(one, rank)][0];
  return one.facet ? one.classes[value] : quantity(value, one.unit, one.decimals);
};

/** @param {Lab.State} state @returns {Promise<Lab.View>} */
export const gather = async (state) => {
  const measures = ["x", "y", "couleur", "taille"].map(measureOf);
  const [places, x, y, colour, size] = await Promise.all([
    load(`${folder}${state.monde}/lieux.json`),
    ...measures.map((one) => column(one, state.monde)),
  ]);
  const drawn = [...places.lieux.keys()].filter((rank) => x.values[rank] !== null && (!y || y.values[rank] !== null));
  return { state, places, x, y, colour, size, drawn, fictional: state.monde === "fictifs" };
};

// Les mêmes phrases que la première vue, écrites à la construction (view.py).
/** @param {Lab.Column} one */
const sentence = (one) => {
  const answers = one.values.filter((value) => value !== null).sort((a, b) => a - b);
  const median =
    answers.length >= minimum
      ? `médiane ${quantity(quantile(answers, 0.5), one.unit, one.decimals)}`
      : `trop peu de réponses (${answers.length}) pour une médiane`;
  /** @type {Record<string, number>} */
  const counts = {};
  one.values.forEach((value, rank) => {
    if (value === null) counts[reason(one, rank)] = (counts[reason(one, rank)] ?? 0) + 1;
  });
  const missing = Object.entries(ABSENCES)
    .filter(([code]) => counts[code])
    .map(([code, words]) => `${numberText(counts[code])} ${words[Number(counts[code] > 1)]}`);
  return spaced(`${one.title} : ${[median, ...missing].join(", ")}.`);
};
/** @param {Lab.View} view */
export const countText = (view) => {
  const places = view.places.lieux.length;
  const count = view.drawn.length;
  const whole = `${numberText(places)} ${plural(places, "lieu", "lieux")}${view.fictional ? plural(places, " inventé", " inventés") : ""}`;
  const points = `${numberText(count)} ${view.y ? plural(count, "point", "points") : plural(count, "réponse", "réponses")}`;
  if (count === places) return `${points} pour ${whole}.`;
  return `${points} pour ${whole}${view.y ? " : il faut les deux réponses pour être dessiné" : ""}.`;
};
/** @param {Lab.View} view */
const colourText = (view) => {
  const { colour, size } = view;
  /** @param {Lab.Column} one */
  const unsaid = (one) => view.drawn.filter((rank) => one.values[rank] === null).length;
  /** @param {Lab.Column} one @param {string} word */
  const tell = (one, word) => {
    const missing = unsaid(one);
    const rest = missing
      ? ` ; ${numberText(missing)} ${plural(missing, "point vide", "points vides")}, sans réponse`
      : "";
    return spaced(`${word} : ${lowerFirst(one.title)}${rest}.`);
  };
  return [colour && tell(colour, "Couleur"), size && view.y && tell(size, "Taille")].filter(Boolean);
};
/** @param {Lab.View} view */
export const sentences = (view) =>
  [countText(view), sentence(view.x), ...(view.y ? [sentence(view.y)] : []), ...colourText(view)].map(spaced);
