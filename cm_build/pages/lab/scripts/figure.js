// Une figure dans le schéma de Plotly : les modèles viennent de Python (figure.py), les valeurs des colonnes.
import { lowerFirst, numberText, plural, quantity, spaced } from "../../shell/scripts/french.js";
import { said } from "./points.js";

const MOST_CLASSES = 6;
const LARGEST = 34;
// Une foule se lit mieux en petits points, que l’on devine les uns sous les autres.
const CROWD = 400;
/** @param {Lab.View} view */
const isCrowd = (view) => view.drawn.length > CROWD;
const BINS = 14;
// Plotly lit une part de HTML dans ses textes : un nom de lieu n’y sera jamais que du texte.
/** @param {string} text */
export const inert = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
/** @param {string} text */
export const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
/** @param {Lab.View} view @param {number} rank */
const told = (view, rank) => {
  const lines = [`${view.places.noms[rank]}, ${view.places.communes[rank]}`];
  for (const one of [view.x, view.y, view.colour, view.size])
    if (one) lines.push(spaced(`${one.title} : ${said(one, rank)}`));
  return lines.map(inert).join("<br>");
};

// Au-delà de six sortes, les plus présentes ont leur signe et les autres en partagent un : l’ordre reste celui de la liste.
/** @param {Lab.View} view @param {number[]} ranks @returns {Lab.Group[]} */
const groupsOf = (view, ranks) => {
  const colour = view.colour;
  if (!colour?.facet) return [{ ranks, kind: "tous" }];
  /** @type {Lab.Group[]} */
  const byClass = colour.classes
    .map((/** @type {string} */ name, /** @type {number} */ index) => ({
      name,
      kind: "classe",
      ranks: ranks.filter((rank) => colour.values[rank] === index),
    }))
    .filter((/** @type {Lab.Group} */ group) => group.ranks.length);
  // Les plus présentes seulement : une couleur de plus ne se distinguerait plus.
  const kept = new Set([...byClass].sort((a, b) => b.ranks.length - a.ranks.length).slice(0, MOST_CLASSES));
  const shown = byClass.filter((group) => kept.has(group));
  const others = byClass.filter((group) => !kept.has(group)).flatMap((group) => group.ranks);
  const unsaid = ranks.filter((rank) => colour.values[rank] === null);
  if (others.length) shown.push({ name: "Toutes les autres", kind: "autres", ranks: others });
  if (unsaid.length) shown.push({ name: "Sans réponse", kind: "sans", ranks: unsaid });
  return shown;
};

/** @param {Lab.View} view @param {Lab.Column} one */
export const extent = (view, one) => {
  const values = view.drawn.map((rank) => one.values[rank]).filter((value) => value !== null);
  return [Math.min(...values), Math.max(...values)];
};
/** @param {Lab.View} view @param {number[]} ranks */
const sizes = (view, ranks) => {
  const largest = Math.max(...view.drawn.map((rank) => view.size.values[rank] ?? 0), 0) || 1;
  return {
    size: ranks.map((rank) => Math.max(view.size.values[rank], 0)),
    sizeref: (2 * largest) / (isCrowd(view) ? LARGEST / 2 : LARGEST) ** 2,
  };
};
/** @param {Lab.View} view @param {Lab.Model} model @param {number[]} ranks @param {object} marker @param {string | undefined} name */
const trace = (view, model, ranks, marker, name) => ({
  type: "scatter",
  ...(name ? { name: inert(name) } : {}),
  x: ranks.map((rank) => view.x.values[rank]),
  y: ranks.map((rank) => view.y.values[rank]),
  text: ranks.map((rank) => told(view, rank)),
  customdata: ranks,
  marker: { ...(isCrowd(view) ? model.foule : {}), ...marker },
});

/** @param {Lab.View} view @param {Lab.Model} model */
const cloud = (view, model) => {
  const { colour, size } = view;
  const hollow = view.drawn.filter((rank) => [size, colour].some((one) => one && one.values[rank] === null));
  const full = view.drawn.filter((rank) => !hollow.includes(rank));
  /** @param {number[]} ranks */
  const scale = (ranks) =>
    colour && !colour.facet
      ? {
          ...model.degrade,
          color: ranks.map((rank) => colour.values[rank]),
          cmin: extent(view, colour)[0],
          cmax: extent(view, colour)[1],
        }
      : {};
  const traces = groupsOf(view, full).map((group, index) => {
    const sign = group.kind === "classe" ? model.classes[index] : group.kind === "autres" ? model.autres : {};
    const sized = size ? { ...model.taille, ...sizes(view, group.ranks) } : {};
    const made = trace(view, model, group.ranks, { ...sign, ...scale(group.ranks), ...sized }, group.name);
    // Ce qui est réuni sous un même signe ne cache pas ce qui est nommé.
    return group.kind === "autres" ? { ...made, zorder: -1 } : made;
  });
  const unsaid = isCrowd(view) ? { ...model.sans, ...model.foule } : model.sans;
  if (hollow.length) traces.push(trace(view, model, hollow, unsaid, "Sans réponse"));
  return traces;
};

// Des intervalles ronds, comme les axes : un, deux ou cinq fois une puissance de dix.
/** @param {number[]} values @param {string} unit */
const binsOf = (values, unit) => {
  const low = Math.min(0, ...values);
  const high = unit === "%" && Math.max(...values) <= 100 && low === 0 ? 100 : Math.max(...values, 0);
  const rough = (high - low || 1) / BINS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough * (1 - 1e-9)) ?? rough;
  const first = Math.floor(low / step);
  const count = Math.max(1, Math.ceil(high / step - 1e-9) - first);
  return {
    step /** @param {number} index */,
    /** @param {number} index */
    from: (index) => Number(((first + index) * step).toPrecision(12)),
    count /** @param {number} value */,
    /** @param {number} value */
    of: (value) => Math.min(count - 1, Math.floor(value / step + 1e-9) - first),
  };
};
/** @param {Lab.View} view @param {Lab.Model} model */
const bars = (view, model) => {
  const bins = binsOf(
    view.drawn.map((rank) => view.x.values[rank]),
    view.x.unit,
  );
  const decimals = Math.max(view.x.decimals, -Math.floor(Math.log10(bins.step) + 1e-9), 0);
  /** @param {number} index */
  const label = (index) =>
    `de ${numberText(bins.from(index), decimals)} à ${quantity(bins.from(index + 1), view.x.unit, decimals)}`;
  return groupsOf(view, view.drawn).map((group, index) => {
    const counts = Array.from({ length: bins.count }, () => 0);
    for (const rank of group.ranks) counts[bins.of(view.x.values[rank])] += 1;
    /** @type {Record<string, { color: string } | undefined>} */
    const tones = { classe: model.classes[index], autres: model.autres, sans: model.barres_sans };
    const tone = tones[group.kind];
    return {
      type: "bar",
      ...(group.name ? { name: inert(group.name) } : {}),
      x: counts.map((_, rank) => bins.from(rank) + bins.step / 2),
      y: counts,
      width: bins.step,
      hovertext: counts.map((count, rank) =>
        inert(
          `${numberText(count)} ${plural(count, "lieu", "lieux")}${group.name ? `, ${lowerFirst(group.name)}` : ""}, ${label(rank)}`,
        ),
      ),
      ...(tone ? { marker: { color: tone.color } } : {}),
    };
  });
};

// Depuis zéro, pour que les écarts ne trompent pas ; un peu d’air, pour qu’aucun point ne soit coupé par le bord.
/** @param {Lab.View} view @param {Lab.Column} one */
const rangeOf = (view, one) => {
  const values = view.drawn.map((rank) => one.values[rank]);
  const low = Math.min(0, ...values);
  const high = Math.max(one.unit === "%" ? 100 : 0, ...values) || 1;
  const air = (high - low) / 18;
  return [low - air, high + air];
};

/** @param {Lab.View} view @param {Lab.Model} model @param {"disposition" | "affiche"} kind */
export const figureOf = (view, model, kind) => {
  const data = view.y ? cloud(view, model) : bars(view, model);
  const layout = { ...structuredClone(model[kind]), template: model.theme };
  if (view.y) {
    layout.xaxis = { ...layout.xaxis, range: rangeOf(view, view.x) };
    layout.yaxis = { ...layout.yaxis, range: rangeOf(view, view.y) };
  }
  return { data, layout };
};
