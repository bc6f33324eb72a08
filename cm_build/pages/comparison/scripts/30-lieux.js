// Les lieux choisis et leurs documents publics (api/v1) : la page n’a pas d’autre source.
const MOST = 4;
const page = find("comparer");
const root = page.dataset.racine;
const folder = `${root}referentiel/comparer/`;
const chosen = { places: [], alike: false };
let directory = null;
const listed = async () => {
  directory ??= (await load(`${root}api/v1/lieux.json`)).lieux.filter((one) => one.publication === "publique").map((one) => ({ ...one, words: folded(`${one.nom} ${one.commune}`) }));
  return directory;
};

// Le dernier bilan d’un lieu, tel qu’il est publié.
const readPlace = async (slug) => {
  const told = await load(`${root}api/v1/lieux/${slug}.json`);
  const last = told.bilans.at(-1);
  return { slug, name: told.nom, commune: told.commune.nom, fictional: told.exemple_fictif, directory: last.publication === "annuaire", year: last.annee, answers: last.reponses, figures: last.chiffres, peers: told.reperes };
};

// Le bâtiment dessiné est déjà dans le portrait du lieu ; sans lui, la page se lit tout autant.
const drawings = new Map();
const drawingOf = async (slug) => {
  if (!drawings.has(slug)) {
    const answer = await fetch(`${root}lieux/${slug}/`);
    const portrait = new DOMParser().parseFromString(await answer.text(), "text/html");
    drawings.set(slug, portrait.querySelector(".cm-hero__dessin > svg"));
  }
  const drawing = drawings.get(slug);
  return drawing ? document.importNode(drawing, true) : null;
};

// Un slug n’a que des lettres, des chiffres et des traits d’union : rien d’autre ne devient une adresse.
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const readAddress = () => {
  const told = new URLSearchParams(location.search);
  const alone = told.get("lieu");
  const slugs = (alone ?? told.get("lieux") ?? "").split(",").map((one) => one.trim()).filter((one) => SLUG.test(one));
  return { places: [...new Set(slugs)].slice(0, alone ? 1 : MOST), alike: Boolean(alone) && told.get("semblables") === "oui" };
};
const addressOf = ({ places, alike }) => {
  if (!places.length) return location.pathname;
  return alike ? `?lieu=${places[0]}&semblables=oui` : `?lieux=${places.join(",")}`;
};
