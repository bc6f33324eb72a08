// Les propositions sous le champ de recherche : une liste qui se parcourt aux flèches (modèle « combobox » de WAI-ARIA).
import { charOf, fold, loadPlaces, search, wordsOf } from "../directory/places.js";
import { numberText as number } from "./scripts/french.js";
import { tally } from "./scripts/tally.js";

const ROOT = new URL("../", import.meta.url);
const [MOST, MOST_FILTERS] = [7, 2];
// Un seul filtre, ou aucun.
const only = (data, facet, value) => data.facets.map((_, index) => (index === facet ? value : ""));

const element = (tag, attributes, ...content) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
};

/** @param {Piece} input */
export const suggest = (input) => {
  const list = element("ul", { id: "propositions", role: "listbox", "aria-label": "Lieux proposés" });
  const status = element("p", { role: "status" });
  const panel = element("div", { class: "cm-propositions", hidden: "" }, list, status);
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "propositions",
    "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.form.append(panel);
  let options = [];
  let active = -1;

  const close = () => {
    panel.hidden = true;
    activate(-1);
    input.setAttribute("aria-expanded", "false");
  };

  /** @param {number} rank */
  const activate = (rank) => {
    active = rank;
    for (const [index, item] of [...list.children].entries())
      item.setAttribute("aria-selected", String(index === rank));
    const item = list.children[rank];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const show = (found, words) => {
    options = found;
    list.replaceChildren(
      ...found.map((one, index) =>
        element(
          "li",
          { role: "option", id: `proposition-${index}`, "aria-selected": "false" },
          one.label,
          ...(one.hint ? [element("small", {}, one.hint)] : []),
        ),
      ),
    );
    list.hidden = !found.length;
    status.textContent = words;
    panel.hidden = !words;
    activate(-1);
    input.setAttribute("aria-expanded", String(found.length > 0));
  };

  const refresh = async () => {
    const text = input.value;
    const words = wordsOf(text);
    if (!words.length) {
      show([], "");
      return;
    }
    let data;
    try {
      data = await loadPlaces();
    } catch {
      show([], "La liste des lieux n’a pas pu être chargée. Entrée mène à la page des lieux.");
      return;
    }
    // Une frappe plus récente a pris la suite pendant le chargement.
    if (input.value !== text || document.activeElement !== input) return;
    show(...proposals(data, text, words));
  };

  const submit = () => location.assign(new URL(`lieux/?${new URLSearchParams({ q: input.value.trim() })}`, ROOT));

  input.addEventListener("input", refresh);
  input.addEventListener("focus", refresh);
  input.addEventListener("blur", close);
  // La politique de sécurité de certaines pages refuse l’envoi de formulaires : le script y mène sans eux.
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) submit();
    else location.assign(new URL("lieux/", ROOT));
  });
  input.addEventListener("keydown", (event) => {
    const last = options.length - 1;
    const open = !panel.hidden && last >= 0;
    if (event.key === "Escape") {
      if (panel.hidden) input.value = "";
      close();
    } else if (event.key === "Enter" && open && active >= 0) location.assign(options[active].url);
    else if (event.key === "ArrowDown" && open) activate(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && open) activate(active > 0 ? active - 1 : last);
    else if (event.key === "ArrowDown") refresh();
    else return;
    event.preventDefault();
  });
  // Le champ garde le curseur : sinon la liste se fermerait avant que le clic n’arrive.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const rank = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (rank >= 0) location.assign(options[rank].url);
  });
  loadPlaces().catch(() => {});
  refresh();
};

// Ce qui commence comme la demande d’abord, puis un mot qui commence ainsi, puis le reste ; l’ordre de la liste ensuite.
const closeness = (text, asked) =>
  text.startsWith(asked) ? 0 : text.includes(` ${asked}`) || text.includes(`'${asked}`) ? 1 : 2;

const closest = (texts, words, asked, most) => {
  const groups = [[], [], []];
  texts.forEach((text, rank) => {
    if (words.every((word) => text.includes(word))) groups[closeness(text, asked)].push(rank);
  });
  return groups.flat().slice(0, most);
};

const proposals = (data, text, words) => {
  const asked = fold(text).trim();
  const directory = (state) => new URL(`lieux/?${new URLSearchParams(state)}`, ROOT);
  const count = (wanted) => {
    const { telling, fictional, listed } = search(data, { words: [], town: -1, values: only(data), ...wanted });
    return tally(telling, fictional, listed);
  };
  const filters = [];
  const facet = data.facets[data.types];
  for (const rank of facet ? closest(facet.values.map(fold), words, asked, MOST_FILTERS) : []) {
    const values = only(data, data.types, charOf(rank));
    filters.push({
      label: facet.values[rank],
      hint: `Type, ${count({ values })}`,
      url: directory({ [facet.id]: facet.values[rank] }),
    });
  }
  for (const rank of closest(
    data.towns.map((town) => fold(town.name)),
    words,
    asked,
    MOST_FILTERS,
  )) {
    const town = data.towns[rank];
    const where = town.where === town.name ? "" : ` (${town.where})`;
    filters.push({
      label: `${town.name}${where}`,
      hint: `Commune, ${count({ town: rank })}`,
      url: directory({ commune: town.code }),
    });
  }
  const places = closest(data.foldedNames, words, asked, MOST - filters.length).map((place) => ({
    label: data.names[place],
    hint:
      data.towns[data.townOf[place]].name +
      (data.isFictional(place) ? ", exemple fictif" : data.isListed(place) ? ", recensé" : ""),
    url: new URL(`lieux/${data.address(place)}/`, ROOT),
  }));
  const { found, telling, fictional, listed } = search(data, { words, town: -1, values: only(data) });
  if (!found.length) return [[], "Aucun lieu ne correspond."];
  const whole = {
    label: `Voir ${found.length > 1 ? "les" : "le"} ${found.length > 1 ? `${number(found.length)} résultats` : "résultat"}`,
    hint: "",
    url: directory({ q: text.trim() }),
  };
  const options = [...filters, ...places, whole];
  return [
    options,
    `${tally(telling, fictional, listed)}. ${options.length} propositions, à parcourir avec les flèches.`,
  ];
};
