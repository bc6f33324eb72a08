// Choisir des lieux : une recherche, des boutons, et l’adresse qui garde le choix.
import { element, find } from "../../shell/scripts/dom.js";
import { bare, numberText, plural, spaced } from "../../shell/scripts/french.js";
import { load } from "../../shell/scripts/loading.js";
import { aloneOf, comparisonOf, peersOf } from "./composition.js";
import { addressOf, chosen, folder, listed, MOST, readPlace } from "./places.js";
import { compare } from "./rows.js";

const MOST_FOUND = 8;
export const field = find("recherche");
export const foundList = find("trouves");
const status = find("etat");
const result = find("resultat");
const WORLDS = "Un lieu inventé ne se compare pas à un lieu réel";
const siteTitle = document.title;
/** @type {Comparison.Place[]} */
let places = [];
let turn = 0;

/** @param {string[]} texts */
const notices = (texts) =>
  find("avis").replaceChildren(...texts.map((text) => element("p", { class: "cm-avis", text: spaced(text) })));

export const showFound = async () => {
  const words = bare(field.value).split(/\s+/).filter(Boolean);
  if (!words.length) {
    foundList.replaceChildren();
    return;
  }
  let all;
  try {
    all = await listed();
  } catch {
    status.textContent = "La liste des lieux n’a pas pu se charger.";
    return;
  }
  const world = places[0]?.fictional;
  const found = all.filter(
    (one) =>
      words.every((word) => one.words.includes(word)) &&
      !chosen.places.includes(one.lieu) &&
      (world === undefined || one.exemple_fictif === world),
  );
  found.sort((a, b) => a.nom.localeCompare(b.nom, "fr"));
  const made = found.slice(0, MOST_FOUND).map((one) => {
    const button = element("button", { type: "button", "data-lieu": one.lieu, text: `${one.nom} ` });
    button.append(element("small", { text: one.exemple_fictif ? `${one.commune}, inventé` : one.commune }));
    return element("li", {}, button);
  });
  foundList.replaceChildren(...made);
  status.textContent = found.length
    ? `${numberText(found.length)} ${plural(found.length, "lieu trouvé", "lieux trouvés")}${found.length > MOST_FOUND ? `, les ${MOST_FOUND} premiers par nom` : ""}.`
    : "Aucun lieu de ce nom.";
};

const showChosen = () => {
  const made = places.map((place, index) => {
    const remove = element("button", {
      type: "button",
      "aria-label": `Retirer ${place.name}`,
      "data-retirer": place.slug,
      text: "×",
    });
    return element("li", { class: `cm-c${index}` }, element("span", { text: place.name }), remove);
  });
  find("choisis").replaceChildren(...made);
  find("actions").hidden = !places.length;
  const alike = find("semblables");
  alike.hidden = places.length !== 1;
  alike.setAttribute("aria-pressed", String(chosen.alike));
  field.disabled = places.length >= MOST;
};

// Des mondes différents, une fiche d’annuaire, un lieu disparu : la page le dit, et compare les autres.
/** @param {{ slug: string, place?: Comparison.Place }[]} read */
const sorted = (read) => {
  const said = read
    .filter((one) => !one.place)
    .map((one) => `« ${one.slug} » n’est pas, ou n’est plus, parmi les lieux.`);
  /** @type {Comparison.Place[]} */
  const kept = [];
  for (const { place } of read) {
    if (!place) continue;
    if (place.directory)
      said.push(`${place.name} n’a pas encore répondu : sa fiche vient d’un annuaire, il n’y a rien à comparer.`);
    else if (kept.length && kept[0].fictional !== place.fictional)
      said.push(`${WORLDS} : ${place.name} est laissé de côté.`);
    else kept.push(place);
  }
  if (kept[0]?.fictional)
    said.push(kept.length > 1 ? "Ces lieux sont inventés pour l’exemple." : "Ce lieu est inventé pour l’exemple.");
  return { kept, said };
};
/** @param {Comparison.Place} place */
const peersNotice = (place) => {
  if (!place.peers) return `${place.name} ne montre pas ses repères : un lieu choisit de les publier ou non.`;
  if (place.peers.manque === "type_inconnu")
    return `${place.name} n’a pas dit son type principal : un lieu n’est comparé qu’à ceux du même type.`;
  return Object.keys(place.peers.chiffres).length
    ? ""
    : "Trop peu de lieux semblables ont répondu pour donner des repères.";
};

const show = async () => {
  turn += 1;
  const mine = turn;
  status.textContent = chosen.places.length ? "Les lieux se chargent…" : "";
  const read = await Promise.all(
    chosen.places.map((slug) =>
      readPlace(slug).then(
        (place) => ({ slug, place }),
        () => ({ slug }),
      ),
    ),
  );
  const schema = chosen.places.length ? await load(`${folder}schema.json`) : null;
  if (mine !== turn) return;
  const { kept, said } = sorted(read);
  places = kept;
  chosen.places = kept.map((place) => place.slug);
  chosen.alike = chosen.alike && kept.length === 1;
  history.replaceState(null, "", addressOf(chosen));
  showChosen();
  draw(schema, said);
};
/** @param {Comparison.Schema | null} schema @param {string[]} said */
const draw = (schema, said) => {
  const example = find("exemple");
  if (example) example.hidden = places.length > 0;
  const refusal = chosen.alike ? peersNotice(places[0]) : "";
  notices([...said, ...(refusal ? [refusal] : [])]);
  const peers = schema && chosen.alike && !refusal;
  result.replaceChildren(
    ...(peers
      ? [peersOf(schema, places[0])]
      : schema && places.length > 1
        ? [comparisonOf(compare(schema, places))]
        : places.map(aloneOf)),
  );
  const names = places.map((place) => place.name);
  document.title = names.length ? `${names.join(", ")} · ${siteTitle}` : siteTitle;
  if (!places.length) status.textContent = "";
  else if (peers) status.textContent = `${names[0]}, parmi ${numberText(places[0].peers.lieux)} lieux.`;
  else
    status.textContent = spaced(
      names.length > 1
        ? `Côte à côte : ${names.join(", ")}.`
        : `${names[0]}. Ajoutez un lieu, ou regardez-le parmi les lieux semblables.`,
    );
};
export const refresh = () =>
  show().catch(() => {
    status.textContent = "Les lieux n’ont pas pu se charger. Vérifiez la connexion, puis réessayez.";
  });

/** @param {string} slug */
export const add = (slug) => {
  chosen.places = [...chosen.places, slug];
  chosen.alike = false;
  field.value = "";
  foundList.replaceChildren();
  refresh().then(() => (field.disabled ? result : field).focus());
};
