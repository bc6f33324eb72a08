// Ce que la recherche propose pour une demande, par groupes : les lieux d’abord, puis ce qui se lit.
import { charOf, fold, loadPlaces, search, wordsOf } from "../directory/places.js";
import { numberText as number } from "./scripts/french.js";
import { tally } from "./scripts/tally.js";
import { closestTexts, loadTexts, stemsOf } from "./texts.js";

/**
 * @typedef {{ label: string, hint: string, url: URL }} Option
 * @typedef {{ title: string, options: Option[] }} Proposed
 * @typedef {{ groups: Proposed[], said: string, onEnter: URL }} Proposals `onEnter` : où mène Entrée quand rien n’est choisi.
 */

const ROOT = new URL("../", import.meta.url);
const [MOST_PLACES, MOST_FILTERS, MOST_TEXTS] = [5, 2, 3];
const LOST = "La liste des lieux n’a pas pu être chargée. Entrée mène à la page des lieux.";

/** @param {Record<string, string>} state */
const directory = (state) => new URL(`lieux/?${new URLSearchParams(state)}`, ROOT);

/**
 * @param {string} text
 * @returns {URL}
 */
export const placesPage = (text) => (text.trim() ? directory({ q: text.trim() }) : new URL("lieux/", ROOT));

/** Charge d’avance ce que la recherche lira. */
export const prepare = () => {
  for (const load of [loadPlaces, loadTexts]) load().catch(() => {});
};

/**
 * @param {string} text
 * @returns {Promise<Proposals>}
 */
export const propose = async (text) => {
  const words = wordsOf(text);
  if (!words.length) return { groups: [], said: "", onEnter: placesPage(text) };
  const [places, texts] = await Promise.allSettled([loadPlaces(), loadTexts()]);
  const found = places.status === "fulfilled" ? placeGroup(places.value, text, words) : { options: [], said: LOST };
  const groups = [
    { title: "Lieux", options: found.options },
    ...(texts.status === "fulfilled" ? textGroups(texts.value, text) : []),
  ].filter(({ options }) => options.length);
  const onEnter = found.options.length || !groups.length ? placesPage(text) : groups[0].options[0].url;
  return { groups, said: told(groups, found.said), onEnter };
};

/**
 * @param {Proposed[]} groups
 * @param {string} said ce que les lieux disent d’eux-mêmes
 */
const told = (groups, said) => {
  const count = groups.reduce((sum, { options }) => sum + options.length, 0);
  if (!count) return said || "Rien ne correspond.";
  const choices =
    count > 1
      ? `${count} propositions, à parcourir avec les flèches.`
      : "Une proposition, à prendre avec la flèche du bas.";
  return said ? `${said.replace(/\.?$/, ".")} ${choices}` : choices;
};

/**
 * @param {import("./texts.js").Group[]} groups
 * @param {string} text
 * @returns {Proposed[]}
 */
const textGroups = (groups, text) => {
  const stems = stemsOf(text);
  return groups.map((group) => ({
    title: group.title,
    options: closestTexts(group, stems)
      .slice(0, MOST_TEXTS)
      .map(({ label, hint, address }) => ({ label, hint, url: new URL(address, ROOT) })),
  }));
};

// Ce qui commence comme la demande d’abord, puis un mot qui commence ainsi, puis le reste ; l’ordre de la liste ensuite.
/**
 * @param {string} text
 * @param {string} asked
 */
const closeness = (text, asked) =>
  text.startsWith(asked) ? 0 : text.includes(` ${asked}`) || text.includes(`'${asked}`) ? 1 : 2;

/**
 * @param {string[]} texts
 * @param {string[]} words
 * @param {string} asked
 * @param {number} most
 * @returns {number[]} des rangs
 */
const closest = (texts, words, asked, most) => {
  /** @type {number[][]} */
  const groups = [[], [], []];
  texts.forEach((text, rank) => {
    if (words.every((word) => text.includes(word))) groups[closeness(text, asked)].push(rank);
  });
  return groups.flat().slice(0, most);
};

// Un seul filtre, ou aucun.
/** @param {Directory.Data} data @param {number} [facet] @param {string} [value] */
const only = (data, facet, value = "") => data.facets.map((_, index) => (index === facet ? value : ""));

/** @param {Directory.Data} data @param {Partial<Directory.Wanted>} wanted */
const counted = (data, wanted) => {
  const { telling, fictional, listed } = search(data, { words: [], town: -1, values: only(data), ...wanted });
  return tally(telling, fictional, listed);
};

/** @param {Directory.Data} data @param {string[]} words @param {string} asked @returns {Option[]} */
const typeOptions = (data, words, asked) => {
  const facet = data.facets[data.types];
  if (!facet) return [];
  return closest(facet.values.map(fold), words, asked, MOST_FILTERS).map((rank) => ({
    label: facet.values[rank],
    hint: `Type, ${counted(data, { values: only(data, data.types, charOf(rank)) })}`,
    url: directory({ [facet.id]: facet.values[rank] }),
  }));
};

/** @param {Directory.Data} data @param {string[]} words @param {string} asked @returns {Option[]} */
const townOptions = (data, words, asked) =>
  closest(
    data.towns.map((town) => fold(town.name)),
    words,
    asked,
    MOST_FILTERS,
  ).map((rank) => {
    const town = data.towns[rank];
    return {
      label: `${town.name} (${town.where})`,
      hint: `Commune, ${counted(data, { town: rank })}`,
      url: directory({ commune: town.code }),
    };
  });

/** @param {Directory.Data} data @param {string[]} words @param {string} asked @returns {Option[]} */
const placeOptions = (data, words, asked) =>
  closest(data.foldedNames, words, asked, MOST_PLACES).map((place) => ({
    label: data.names[place],
    hint:
      data.towns[data.townOf[place]].name +
      (data.isFictional(place) ? ", exemple fictif" : data.isListed(place) ? ", recensé" : ""),
    url: new URL(data.page(place, "lieux/"), ROOT),
  }));

/** @param {Directory.Data} data @param {string} text @param {string[]} words @returns {{ options: Option[], said: string }} */
const placeGroup = (data, text, words) => {
  const { found, telling, fictional, listed } = search(data, { words, town: -1, values: only(data) });
  if (!found.length) return { options: [], said: "" };
  const asked = fold(text).trim();
  const whole = {
    label: found.length > 1 ? `Voir les ${number(found.length)} lieux` : "Voir le lieu dans la liste",
    hint: "",
    url: placesPage(text),
  };
  const options = [
    ...typeOptions(data, words, asked),
    ...townOptions(data, words, asked),
    ...placeOptions(data, words, asked),
    whole,
  ];
  return { options, said: tally(telling, fictional, listed) };
};
