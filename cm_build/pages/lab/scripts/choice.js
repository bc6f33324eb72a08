// Ce que l’on choisit : dans le formulaire, et dans l’adresse, pour que le lien redonne la même vue.
import { find } from "../../shell/scripts/dom.js";

const page = find("lab");
export const form = /** @type {Fields} */ (find("choix"));
export const root = page.dataset.racine;
/** @param {Lab.View} view @param {number} rank */
export const pageOf = ({ places }, rank) => places.pages?.[rank] ?? `${root}lieux/${places.lieux[rank]}/`;
export const folder = `${root}referentiel/lab/`;
export const minimum = Number(page.dataset.minimum);
const NAMES = ["x", "y", "couleur", "taille", "monde"];

// Une seule liste de mesures est écrite dans la page : les autres listes en reprennent les groupes.
for (const name of ["y", "couleur", "taille"]) {
  form[name].append(...[...form.x.querySelectorAll("optgroup")].map((group) => group.cloneNode(true)));
  form[name].value = form[name].dataset.depart ?? "";
}

/** @returns {Lab.State} */
export const chosen = () => {
  const told = Object.fromEntries(NAMES.map((name) => [name, form.elements[name]?.value ?? ""]));
  return { ...told, monde: told.monde || page.dataset.monde };
};
const start = chosen();
/** @param {string} name */
const optionOf = (name) => form[name].selectedOptions[0];
/** @param {string} name */
export const measureOf = (name) => {
  const option = optionOf(name);
  if (!option?.value) return null;
  const { unite = "", decimales = "0" } = option.dataset;
  const heading = unite ? `${option.text} (${unite})` : option.text;
  return {
    id: option.value,
    title: option.text,
    unit: unite,
    decimals: Number(decimales),
    heading,
    facet: "facette" in option.dataset,
  };
};

/** @param {Lab.State} state */
export const query = (state) => {
  const told = new URLSearchParams();
  for (const name of NAMES) if (state[name] && (name !== "monde" || form.elements.monde)) told.set(name, state[name]);
  return `?${told}`;
};
// Une mesure que le lien nomme et qui n’existe plus laisse la place au choix de départ.
export const restore = () => {
  const told = new URLSearchParams(location.search);
  if (!NAMES.some((name) => told.has(name))) return false;
  for (const name of NAMES) {
    const field = form.elements[name];
    if (!field) continue;
    const wanted = told.get(name) ?? (name === "monde" || name === "x" ? start[name] : "");
    field.value = wanted;
    if (field.value !== wanted) field.value = start[name];
  }
  return true;
};
