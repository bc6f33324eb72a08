// Les lieux tels que le site les donne au navigateur : un fichier, lu une fois, puis cherché sur place.
// document.py dit sa forme. Un lieu est un rang, le même dans chaque colonne.

import { bare } from "../shell/scripts/french.js";

const FIRST = "0".charCodeAt(0);
const [FICTIONAL, LISTED, CLOSED] = [1, 2, 4];

// Oublie ce que l’on ne tape pas : casse, accents, traits d’union, espaces insécables, apostrophes courbes.
/** @param {string} text */
export const fold = (text) =>
  bare(text)
    .replace(/[’ʼ]/g, "'")
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[\s\u2010-\u2015-]+/g, " ");

/** @param {string} text */
export const wordsOf = (text) => fold(text).split(" ").filter(Boolean);

/** @param {number} rank */
export const charOf = (rank) => String.fromCharCode(FIRST + rank);

/** @type {Promise<Directory.Data> | undefined} */
let asked;
export const loadPlaces = () => {
  asked ??= fetch(new URL("annuaire.json", import.meta.url))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then(read)
    // Une coupure ne condamne pas la page : la prochaine demande recommence.
    .catch((error) => {
      asked = undefined;
      throw error;
    });
  return asked;
};

/** @param {Directory.File} data @returns {Directory.Data} */
const read = (data) => {
  /** @type {{ noms: string[], communes: any }} */
  const { noms: names, communes } = data;
  /** @type {number[]} */
  const townOf = communes.lieux;
  /** @type {Directory.Facet[]} */
  const facets = data.facettes.map((/** @type {any} */ facet, /** @type {number} */ index) => ({
    id: facet.id,
    label: facet.libelle,
    values: facet.valeurs,
    told: !facet.muette,
    places:
      facet.lieux?.split(",") ?? townOf.map((town) => charOf((index ? communes.departements : communes.regions)[town])),
  }));
  // Une commune se situe par un autre nom que le sien : « Paris, Île-de-France » (places/territory.py).
  /** @param {number} rank */
  const around = (rank) => {
    const larger = facets[1].values[communes.departements[rank]];
    return larger === communes.noms[rank] ? facets[0].values[communes.regions[rank]] : larger;
  };
  /** @type {Directory.Town[]} */
  const towns = communes.codes.map((/** @type {string} */ code, /** @type {number} */ rank) => ({
    code,
    rank,
    name: communes.noms[rank],
    region: communes.regions[rank],
    departement: communes.departements[rank],
    where: around(rank),
    x: communes.x[rank],
    y: communes.y[rank],
  }));
  const states = [...data.etats].map(Number);
  /** @type {string[] | undefined} */
  let texts;
  /** @type {string[] | undefined} */
  let foldedNames;
  return {
    names,
    facets,
    towns,
    townOf,
    count: names.length,
    fictional: states.filter((state) => state & FICTIONAL).length,
    listed: states.filter((state) => state & LISTED && !(state & FICTIONAL)).length,
    years: data.annees,
    taglines: data.accroches,
    types: data.types,
    get mixed() {
      return this.fictional > 0 && this.fictional < this.count;
    },
    isFictional: (place) => (states[place] & FICTIONAL) > 0,
    isListed: (place) => (states[place] & LISTED) > 0 && !(states[place] & FICTIONAL),
    isClosed: (place) => (states[place] & CLOSED) > 0,
    typesOf: (place) =>
      data.types_dits[place] ??
      [...(facets[data.types]?.places[place] ?? "")].map((one) => facets[data.types].values[one.charCodeAt(0) - FIRST]),
    page: (place, root) => {
      const address = addressOf(names[place], data.adresses[place]);
      const [code, slug] = address.split(".");
      return slug ? `${data.reseaux[code].lieux}${slug}/` : `${root}${address}/`;
    },
    network: (place) => data.reseaux?.[data.adresses[place].split(".", 1)[0]]?.nom ?? "",
    get foldedNames() {
      foldedNames ??= names.map(fold);
      return foldedNames;
    },
    // Tout ce qu’un mot peut trouver : le nom, la phrase, la commune, et chaque valeur de filtre qui parle du lieu.
    get texts() {
      if (texts) return texts;
      const townTexts = towns.map((town) => fold(town.name));
      const words = facets.map((facet) => facet.values.map(fold));
      texts = names.map((name, place) => {
        const said = [
          fold(`${name} ${data.accroches[place]} ${data.types_dits[place]?.join(" ") ?? ""}`),
          townTexts[townOf[place]],
        ];
        facets.forEach((facet, index) => {
          if (facet.told) for (const one of facet.places[place]) said.push(words[index][one.charCodeAt(0) - FIRST]);
        });
        return said.join(" ");
      });
      return texts;
    },
  };
};

// Un nom donne presque toujours l’adresse : le fichier ne garde que ce qui en diffère.
/** @param {string} name @param {string} kept */
const addressOf = (name, kept) =>
  kept && !kept.startsWith("-")
    ? kept
    : bare(name)
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") + kept;

// Les lieux qui répondent à tout, et, pour chaque filtre, ce que donnerait chacune de ses valeurs.
// `wanted` : { words, town (rang ou -1), values (un caractère ou "" par facette) }.
/** @param {Directory.Data} data @param {Directory.Wanted} wanted @returns {Directory.Result} */
export const search = (data, wanted) => {
  const { facets, townOf, count } = data;
  const texts = wanted.words.length ? data.texts : null;
  /** @type {[number, string][]} */
  const chosen = [...wanted.values.entries()].filter(([, value]) => value);
  const tables = () => facets.map((facet) => new Uint32Array(facet.values.length));
  const counts = { real: tables(), fictional: tables() };
  /** @param {number} index @param {number} place */
  const add = (index, place) => {
    const table = (data.isFictional(place) ? counts.fictional : counts.real)[index];
    for (const one of facets[index].places[place]) table[one.charCodeAt(0) - FIRST] += 1;
  };
  const found = [];
  let [fictional, listed] = [0, 0];
  for (let place = 0; place < count; place += 1) {
    if (wanted.town >= 0 && townOf[place] !== wanted.town) continue;
    if (texts && !wanted.words.every((word) => texts[place].includes(word))) continue;
    let missed = -1;
    let misses = 0;
    for (const [index, value] of chosen) {
      if (facets[index].places[place].includes(value)) continue;
      missed = index;
      misses += 1;
      if (misses > 1) break;
    }
    if (misses === 1) add(missed, place);
    if (misses) continue;
    found.push(place);
    fictional += Number(data.isFictional(place));
    listed += Number(data.isListed(place));
    for (let index = 0; index < facets.length; index += 1) add(index, place);
  }
  return { found, counts, fictional, listed, telling: found.length - fictional - listed };
};
