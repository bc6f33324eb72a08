// Les lieux choisis et leurs documents publics (api/v1) : la page n’a pas d’autre source.
import { find } from "../../shell/scripts/dom.js";
import { bare } from "../../shell/scripts/french.js";
import { load } from "../../shell/scripts/loading.js";

export const MOST = 4;
const page = find("comparer");
export const root = page.dataset.racine;
export const folder = `${root}referentiel/comparer/`;
/** @type {{ places: string[], alike: boolean }} */
export const chosen = { places: [], alike: false };
/** @type {Comparison.Listed[] | null} */
let directory = null;
/** @returns {Promise<Comparison.Listed[]>} */
export const listed = async () => {
  if (directory) return directory;
  /** @type {{ lieux: Comparison.Listed[] }} */
  const { lieux } = await load(`${root}api/v1/lieux.json`);
  const compared = lieux.filter((one) => one.publication === "publique" && !one.reseau);
  directory = compared.map((one) => ({ ...one, words: bare(`${one.nom} ${one.commune}`) }));
  return directory;
};

// Le dernier bilan d’un lieu, tel qu’il est publié.
/** @param {string} slug */
export const readPlace = async (slug) => {
  const told = await load(`${root}api/v1/lieux/${slug}.json`);
  const last = told.bilans.at(-1);
  return {
    slug,
    name: told.nom,
    commune: told.commune.nom,
    fictional: told.exemple_fictif,
    directory: last.publication === "annuaire",
    year: last.annee,
    answers: last.reponses,
    figures: last.chiffres,
    peers: told.reperes,
  };
};

// Le bâtiment dessiné est déjà dans le portrait du lieu ; sans lui, la page se lit tout autant.
const drawings = new Map();
/** @param {string} slug */
export const drawingOf = async (slug) => {
  if (!drawings.has(slug)) {
    const answer = await fetch(`${root}lieux/${slug}/`);
    const portrait = new DOMParser().parseFromString(await answer.text(), "text/html");
    drawings.set(slug, portrait.querySelector(".cm-hero > svg"));
  }
  const drawing = drawings.get(slug);
  return drawing ? document.importNode(drawing, true) : null;
};

// Un slug n’a que des lettres, des chiffres et des traits d’union : rien d’autre ne devient une adresse.
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
export const readAddress = () => {
  const told = new URLSearchParams(location.search);
  const alone = told.get("lieu");
  const slugs = (alone ?? told.get("lieux") ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => SLUG.test(one));
  return {
    places: [...new Set(slugs)].slice(0, alone ? 1 : MOST),
    alike: Boolean(alone) && told.get("semblables") === "oui",
  };
};
/** @param {{ places: string[], alike: boolean }} given */
export const addressOf = ({ places, alike }) => {
  if (!places.length) return location.pathname;
  return alike ? `?lieu=${places[0]}&semblables=oui` : `?lieux=${places.join(",")}`;
};
