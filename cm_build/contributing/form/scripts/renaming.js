// Un fichier, ou un brouillon, d’une ancienne version : la même règle que le programme (places/renaming.py).
import { donnees } from "./data.js";
import { copy, define, isMap, own, setAt, valueAt } from "./tree.js";

const BESIDE = ["", "_precision", "_details"];
const OWNED = ["effets_sociaux.criteres", "effets_sociaux.echelles", "environnement"];

// Ce qui s’appelait autrement prend son nom d’aujourd’hui ; ce qui ne veut plus rien dire s’en va. Un nom n’est jamais repris.
/** @param {Form.Tree} tree */
export const renamed = (tree) => {
  const { questions, lignes, noms, listes, lignes_neuves } = donnees.renommages;
  const made = copy(tree);
  for (const [former, today] of Object.entries(questions))
    for (const [from, to] of waysOf(made, former, today)) move(made, from, to);
  for (const [path, lines] of Object.entries(lignes))
    for (const [way] of waysOf(made, path, path)) {
      const value = valueAt(made, way);
      if (value !== undefined) setAt(made, way, renamedLines(value, lines));
    }
  for (const key of listes)
    if (Array.isArray(made[key])) {
      const told = made[key].map((name) => own(noms, name) ?? name).filter((name) => name !== "");
      setAt(made, key, [...new Set(told)]);
    }
  // « J’ai tout indiqué » n’a rien dit des lignes que cette version ne demandait pas.
  for (const [path, since] of Object.entries(lignes_neuves)) {
    const whole = `${path}.complet`;
    if (Number(made.questionnaire) < since && valueAt(made, whole) !== undefined) setAt(made, whole, "");
  }
  return made;
};
// Les chemins d’une réponse, et de ce qui se dit à côté : dans chaque section, ou sous ce qui la demande.
/** @param {Form.Tree} tree @param {string} former @param {string} today @returns {[string, string][]} */
const waysOf = (tree, former, today) => {
  const sections = Object.keys(tree).filter((key) => isMap(tree[key]) && !/^(effets_sociaux|environnement)$/.test(key));
  const homes = former.includes(".") ? OWNED : sections;
  return homes.flatMap((home) =>
    BESIDE.map(
      (end) => /** @type {[string, string]} */ ([`${home}.${former}${end}`, today && `${home}.${today}${end}`]),
    ),
  );
};
/** @param {Form.Tree} tree @param {string} from @param {string} to */
const move = (tree, from, to) => {
  const value = valueAt(tree, from);
  if (value === undefined) return;
  setAt(tree, from, "");
  if (to && valueAt(tree, to) === undefined) setAt(tree, to, value);
};
/** @param {Form.Value} value @param {Record<string, string>} lines @returns {Form.Value} */
const renamedLines = (value, lines) => {
  if (typeof value === "string") return own(lines, value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamedLines(one, lines)).filter((one) => one !== "");
  if (!isMap(value)) return value;
  const told = {};
  for (const [key, inner] of Object.entries(value)) {
    const today = own(lines, key) ?? key;
    if (today && (today === key || own(value, today) === undefined)) define(told, today, inner);
  }
  return told;
};
