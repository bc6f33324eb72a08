// Des documents aux cases, comme à la construction (view.py) : la même échelle, ce qui est commun, ce qui n’est pas dit.
import { ABSENCES } from "../../shell/scripts/absences.js";
import { amountText, dayText, quantity, unitText } from "../../shell/scripts/french.js";

const INCOMPLETE = "réponse incomplète";
const UNSAID = ABSENCES.non_repondu[0];
const UNWANTED = "effet non voulu signalé";
/** @type {Record<string, string>} */
const FIGURE_ABSENCES = {
  sans_objet: ABSENCES.sans_objet[0],
  prealable_inconnu: ABSENCES.prealable_inconnu[0],
  denominateur_nul: ABSENCES.sans_objet[0],
  repartition_incomplete: INCOMPLETE,
  couverture_insuffisante: "trop peu de réponses",
};

/** @param {unknown} value */
const isGiven = (value) => value !== undefined && value !== null && !(typeof value === "object" && "manque" in value);
/** @param {Comparison.Place} place @param {string} ref */
const given = (place, ref) => (isGiven(place.answers[ref]) ? place.answers[ref] : null);
/** @param {Record<string, any>} value */
const whole = (value) =>
  value.complet
    ? Object.values(value)
        .filter((one) => typeof one === "number")
        .reduce((a, b) => a + b, 0)
    : null;
/** @param {Comparison.Figure | undefined} figure */
const absentFigure = (figure) => FIGURE_ABSENCES[figure?.manque ?? ""] ?? UNSAID;
/** @param {Comparison.Place} place @param {string} ref @param {boolean} isPrivate */
const absentAnswer = (place, ref, isPrivate) =>
  isPrivate ? ABSENCES.non_publie[0] : (ABSENCES[place.answers[ref]?.manque] ?? ABSENCES.non_repondu)[0];
/** @param {Comparison.Row} row @param {Comparison.Place} place */
export const absent = (row, place) => {
  if (row.calcul) return absentFigure(place.figures[row.ref]);
  return given(place, row.ref) === null ? absentAnswer(place, row.ref, row.prive) : INCOMPLETE;
};
/** @param {Comparison.Row} row @param {Comparison.Place} place */
export const numberOf = (row, place) => {
  if (row.calcul) return place.figures[row.ref]?.valeur ?? null;
  const value = given(place, row.ref);
  return value !== null && typeof value === "object" ? whole(value) : value;
};

/** @param {(number | null)[]} values @param {string | undefined} unit */
const sharesOf = (values, unit) => {
  const known = values.filter((value) => value !== null);
  const largest = Math.max(0, ...known);
  const top = unit === "%" && largest <= 100 ? 100 : largest;
  if (!known.length || !top || Math.min(...known) < 0) return values.map(() => null);
  return values.map((value) => (value === null ? null : Math.round((value / top) * 1000) / 10));
};
/** @param {number} value @param {Comparison.Row} row @param {number | null} share */
export const amount = (value, row, share) => ({
  text: amountText(value, row.unite ?? "", row.decimales),
  unit: unitText(value, row.unite ?? ""),
  share,
});
/** @param {Comparison.Row} row @param {Comparison.Place[]} places */
const numberCells = (row, places) => {
  const values = places.map((place) => numberOf(row, place));
  const shares = sharesOf(values, row.unite);
  return values.map((value, index) =>
    value === null ? { missing: absent(row, places[index]) } : amount(value, row, shares[index]),
  );
};

/** @param {Comparison.Row} row @param {Comparison.Place} place */
const labelsOf = (row, place) => {
  const value = given(place, row.ref);
  const wanted = new Set(Array.isArray(value) ? value : [value]);
  return row.elements
    .filter((one) => wanted.has(one.id))
    .map((one) => (one.precision && given(place, `${row.ref}_precision`)) || one.titre);
};
/** @param {Comparison.Row} row @param {Comparison.Place[]} places */
const choiceCells = (row, places) => {
  const found = places.map((place) => labelsOf(row, place));
  /** @param {string} label */
  const shared = (label) => found.length > 1 && found.every((labels) => labels.includes(label));
  return found.map((labels, index) =>
    labels.length
      ? { chips: labels.map((label) => ({ label, shared: shared(label) })) }
      : { missing: absent(row, places[index]) },
  );
};

/** @param {Comparison.Row} row @param {Comparison.Place[]} places */
const textCells = (row, places) =>
  places.map((place) => {
    const value = row.calcul ? place.figures[row.ref]?.valeur : given(place, row.ref);
    const text = Array.isArray(value)
      ? value.join(" · ")
      : value === null || value === undefined
        ? ""
        : dayText(String(value));
    return text ? { text } : { missing: absent(row, place) };
  });

/** @param {Comparison.Item} item @param {Comparison.Row} row @param {Comparison.Place} place */
const partCell = (item, row, place) => {
  const told = given(place, row.ref);
  const value = told?.[item.id];
  if (value === undefined) return { missing: told ? UNSAID : absent(row, place) };
  const said = quantity(value, row.unite ?? "", row.decimales);
  const total = row.unite === "%" ? 100 : whole(told);
  if (!total) return { text: said };
  // Deux totaux sont rarement égaux : ce qui est dessiné, et écrit d’abord, est la part de chacun.
  const share = (value / total) * 100;
  return { text: quantity(share, "%", 0), unit: row.unite === "%" ? "" : said, share: Math.round(share * 10) / 10 };
};
/** @param {Comparison.Item} item @param {Comparison.Row} row @param {Comparison.Place} place */
const levelCell = (item, row, place) => {
  const code = given(place, item.id);
  if (code === null) return { missing: absentAnswer(place, item.id, false) };
  const rank = row.niveaux.findIndex((one) => one.id === code);
  const text = [...row.niveaux, ...(row.sans_rang ?? [])].find((one) => one.id === code)?.titre ?? code;
  const steps = rank < 0 ? [] : row.niveaux.slice(1).map((_, step) => step < rank);
  return { text, steps, mark: given(place, item.non_voulu) === "oui" ? UNWANTED : "" };
};
/** @param {Comparison.Item} item @param {Comparison.Row} row @param {Comparison.Place} place */
const indexCell = (item, row, place) => {
  const value = place.figures[item.id]?.valeur ?? null;
  return value === null
    ? { missing: absentFigure(place.figures[item.id]) }
    : { text: amountText(value, row.unite ?? ""), unit: row.unite, share: Math.round(value * 10) / 10 };
};
/** @param {Comparison.Row} row @param {Comparison.Place[]} places @param {(item: Comparison.Item, row: Comparison.Row, place: Comparison.Place) => Comparison.Cell} cell @param {(line: Comparison.Line) => unknown} keep */
const lines = (row, places, cell, keep) =>
  row.elements
    .map((item) => ({ title: item.titre, item, cells: places.map((place) => cell(item, row, place)) }))
    .filter(keep);
/** @param {{ cells: Comparison.Cell[] }} given */
const anySays = ({ cells }) => cells.some((cell) => !cell.missing);

/** @type {Record<string, (row: Comparison.Row, places: Comparison.Place[]) => Comparison.Content>} */
const CONTENTS = {
  nombre: (row, places) => ({ cells: numberCells(row, places), lines: [] }),
  choix: (row, places) => ({ cells: choiceCells(row, places), lines: [] }),
  texte: (row, places) => ({ cells: textCells(row, places), lines: [] }),
  parts: (row, places) => ({
    cells: row.total ? numberCells(row, places) : [],
    lines: lines(row, places, partCell, ({ item }) => places.some((place) => given(place, row.ref)?.[item.id])),
  }),
  niveaux: (row, places) => ({ cells: [], lines: lines(row, places, levelCell, anySays) }),
  indices: (row, places) => ({ cells: [], lines: lines(row, places, indexCell, anySays) }),
};
/** @param {Comparison.Schema} schema @param {Comparison.Place[]} places */
export const compare = (schema, places) => {
  let silent = 0;
  const sections = [];
  for (const section of schema.sections) {
    const drawn = section.lignes.map((row) => ({
      kind: row.sorte,
      title: row.titre,
      ...CONTENTS[row.sorte](row, places),
    }));
    const rows = drawn.filter((row) => anySays(row) || row.lines.some(anySays));
    silent += drawn.length - rows.length;
    if (rows.length) sections.push({ id: section.id, title: section.titre, colour: section.couleur, rows });
  }
  return { places, sections, silent };
};
