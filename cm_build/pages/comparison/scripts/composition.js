// La même composition que l’exemple écrit à la construction (comparison.html).
import { drawn, element } from "../../shell/scripts/dom.js";
import { folded } from "../../shell/scripts/folding.js";
import { amountText, counted, numberText, quantity, spaced, unitText } from "../../shell/scripts/french.js";
import { drawingOf, root } from "./places.js";
import { absent, amount, numberOf } from "./rows.js";

/** @param {number} share */
const bar = (share) =>
  drawn(
    "svg",
    { class: "cm-face__barre", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn("rect", { width: share, height: 6 }),
  );

/** @param {{ label: string, shared: boolean }} given */
const chip = ({ label, shared }) => {
  const made = element("li", { class: shared ? "cm-face__commune" : undefined, text: label });
  if (shared) made.append(element("span", { class: "cm-face__cache", text: " (en commun)" }));
  return made;
};
/** @param {Comparison.Cell} given */
const words = ({ text = "", steps = [], mark }) => {
  const made = element("p", { class: "cm-face__mots" });
  if (steps.length)
    made.append(
      element("span", {
        class: "cm-face__pas",
        "aria-hidden": "true",
        text: steps.map((full) => (full ? "●" : "○")).join(""),
      }),
      " ",
    );
  made.append(text);
  if (mark) made.append(" ", element("span", { class: "cm-face__marque", text: mark }));
  return made;
};
/** @param {Comparison.Cell} cell */
const cellParts = (cell) => {
  if (cell.missing) return [element("p", { class: "cm-face__vide", text: cell.missing })];
  if (cell.chips) return [element("ul", { class: "cm-face__puces" }, ...cell.chips.map(chip))];
  const bars = typeof cell.share === "number" ? [bar(cell.share)] : [];
  const told =
    cell.unit || bars.length
      ? element("p", { class: "cm-face__nombre" }, element("strong", { text: cell.text }), ` ${cell.unit}`)
      : words(cell);
  return [told, ...bars];
};
/** @param {Comparison.Cell[]} cells @param {Comparison.Place[]} places */
const sides = (cells, places) =>
  cells.length
    ? [
        element(
          "ul",
          { class: "cm-face__cotes" },
          ...cells.map((cell, index) =>
            element(
              "li",
              { class: `cm-c${index}` },
              element("span", { class: "cm-face__nom", text: places[index].name }),
              ...cellParts(cell),
            ),
          ),
        ),
      ]
    : [];
/** @param {Comparison.Drawn} row @param {Comparison.Place[]} places */
const rowParts = (row, places) => [
  element(
    "div",
    { class: `cm-face__rang cm-face__rang--${row.kind}` },
    element("h4", { text: spaced(row.title) }),
    ...sides(row.cells, places),
  ),
  ...row.lines.map((line) =>
    element(
      "div",
      { class: "cm-face__rang cm-face__rang--ligne" },
      element("h5", { text: spaced(line.title) }),
      ...sides(line.cells, places),
    ),
  ),
];
/** @param {Comparison.Place[]} places */
const namesOf = (places) =>
  element(
    "ul",
    { class: "cm-face__noms", "aria-hidden": "true" },
    ...places.map((place, index) => element("li", { class: `cm-c${index}`, text: place.name })),
  );
/** @param {Comparison.Shown} section @param {Comparison.Place[]} places */
const sectionParts = (section, places) => [namesOf(places), ...section.rows.flatMap((row) => rowParts(row, places))];
/** @param {Comparison.Shown} section @param {Comparison.Place[]} places */
const foldOf = (section, places) => {
  const words = counted(section.rows.length, "sujet", "sujets");
  const fold = element("details", { class: "cm-pli" }, element("summary", { text: words }));
  folded(fold, () => fold.append(...sectionParts(section, places)));
  return fold;
};
// Comme à la construction (page.py) : les premières sections se lisent d’emblée, les autres s’ouvrent.
const OPENED = 2;
/** @param {Comparison.Shown} section @param {number} rank @param {Comparison.Place[]} places */
const sectionOf = (section, rank, places) =>
  element(
    "section",
    { class: `cm-section cm-section--${section.colour}`, id: `s-${section.id}` },
    element("h3", { class: "cm-kicker", text: spaced(section.title) }),
    ...(rank < OPENED ? sectionParts(section, places) : [foldOf(section, places)]),
  );
/** @param {Comparison.Place} place @param {number} index */
const headOf = (place, index) => {
  const head = element(
    "li",
    { class: `cm-c${index}` },
    element("h2", {}, element("a", { href: `${root}lieux/${place.slug}/`, text: place.name })),
    element("p", { text: `${place.commune}, bilan ${place.year}` }),
  );
  drawingOf(place.slug).then(
    (drawing) => drawing && head.prepend(drawing),
    () => {},
  );
  return head;
};
const KEY =
  "Une pastille pleine est une réponse que tous ces lieux ont donnée. Dans une ligne, les barres ont la même échelle.";
/** @param {number} count */
const silentText = (count) =>
  `${count} ${count > 1 ? "sujets où aucun de ces lieux n’a répondu ne sont pas montrés" : "sujet où aucun de ces lieux n’a répondu n’est pas montré"}.`;
/** @param {{ places: Comparison.Place[], sections: Comparison.Shown[], silent: number }} given */
export const comparisonOf = ({ places, sections, silent }) =>
  element(
    "article",
    { class: `cm-face cm-face--${places.length}` },
    element("ul", { class: "cm-face__tetes" }, ...places.map(headOf)),
    element(
      "nav",
      { class: "cm-face__sommaire", "aria-label": "Les sujets" },
      ...sections.flatMap((one) => [element("a", { href: `#s-${one.id}`, text: spaced(one.title) }), " "]),
    ),
    element("p", { class: "cm-face__cle", text: KEY }),
    ...sections.map((section, rank) => sectionOf(section, rank, places)),
    ...(silent ? [element("p", { class: "cm-source", text: silentText(silent) })] : []),
  );

// Un lieu parmi ses semblables : sa valeur, la moitié du milieu, la médiane, sur la même échelle. Ni rang, ni note.
/** @type {Record<string, string>} */
const LIKENESS = {
  type: "de même type principal",
  surface: "de taille proche",
  densite: "dans une commune aussi dense",
};
/** @param {Comparison.Peers} given */
const likenessText = ({ criteres }) => {
  const said = criteres.map((one) => LIKENESS[one]);
  return said.length > 1 ? `${said.slice(0, -1).join(", ")} et ${said.at(-1)}` : said.join("");
};
/** @param {Comparison.Spread} spread @param {number | null} own @param {number} top */
const bandOf = (spread, own, top) => {
  /** @param {number} value */
  const share = (value) => Math.max(0, Math.min(100, (value / top) * 100));
  /** @param {number} value */
  const at = (value) => share(value).toFixed(1);
  const band = drawn("rect", {
    x: at(spread.bas),
    y: 4,
    width: Math.max(share(spread.haut) - share(spread.bas), 0.6).toFixed(1),
    height: 12,
  });
  return drawn(
    "svg",
    { class: "cm-face__bande", viewBox: "0 0 100 20", preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn("rect", { class: "cm-face__fond", y: 7, width: 100, height: 6 }),
    band,
    drawn("path", { d: `M${at(spread.mediane)} 1V19` }),
    ...(own === null ? [] : [drawn("path", { class: "cm-face__point", d: `M${at(own)} 10h0` })]),
  );
};
// Un lieu seul attend son voisin : son portrait est déjà ailleurs.
/** @param {Comparison.Place} place */
export const aloneOf = (place) =>
  element("article", { class: "cm-face cm-face--seul" }, element("ul", { class: "cm-face__tetes" }, headOf(place, 0)));
/** @param {Comparison.Row} row @param {Comparison.Place} place @param {Comparison.Spread} spread */
const peerRow = (row, place, spread) => {
  const own = numberOf(row, place);
  /** @param {number} value */
  const say = (value) => quantity(value, row.unite ?? "", row.decimales);
  const top = row.unite === "%" ? 100 : Math.max(spread.haut * 1.25, own ?? 0, 1e-9);
  const mine =
    own === null
      ? { missing: absent(row, place) }
      : amount(own, row, own < 0 ? null : Math.round((own / top) * 1000) / 10);
  const half = element(
    "p",
    { class: "cm-face__nombre" },
    element("strong", { text: amountText(spread.mediane, row.unite ?? "", row.decimales) }),
    ` ${unitText(spread.mediane, row.unite ?? "")}, la médiane`,
  );
  const told = element("p", {
    class: "cm-face__moitie",
    text: spaced(
      `Quart bas : ${say(spread.bas)} ; quart haut : ${say(spread.haut)} (${numberText(spread.reponses)} réponses)`,
    ),
  });
  return element(
    "div",
    { class: "cm-face__rang cm-face__rang--nombre" },
    element("h4", { text: row.titre }),
    element(
      "ul",
      { class: "cm-face__cotes" },
      element(
        "li",
        { class: "cm-c0" },
        element("span", { class: "cm-face__nom", text: place.name }),
        ...cellParts(mine),
      ),
      element(
        "li",
        { class: "cm-c1" },
        element("span", { class: "cm-face__nom", text: "Ces lieux" }),
        half,
        bandOf(spread, own, top),
        told,
      ),
    ),
  );
};
/** @param {Comparison.Schema} schema @param {Comparison.Place} place */
export const peersOf = (schema, place) => {
  const rows = schema.sections
    .flatMap((section) => section.lignes)
    .filter((row) => row.calcul && row.sorte === "nombre" && place.peers.chiffres[row.ref]);
  const count = place.peers.lieux;
  const group = element(
    "li",
    { class: "cm-c1" },
    element("h2", { text: `${numberText(count)} lieux${place.fictional ? " inventés" : ""}` }),
    element("p", { text: likenessText(place.peers) }),
  );
  return element(
    "article",
    { class: "cm-face cm-face--2 cm-face--semblables" },
    element("ul", { class: "cm-face__tetes" }, headOf(place, 0), group),
    element("p", {
      class: "cm-face__cle",
      text: spaced(
        "Bande : du quart bas au quart haut. Trait : la médiane. Point : ce lieu. Un repère n’est ni une note ni un classement.",
      ),
    }),
    element(
      "section",
      { class: "cm-section cm-section--nuit" },
      element("h3", { class: "cm-kicker", text: "Repères" }),
      ...rows.map((row) => peerRow(row, place, place.peers.chiffres[row.ref])),
    ),
  );
};
