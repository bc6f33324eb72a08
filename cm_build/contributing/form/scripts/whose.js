// De quel lieu cette fiche parle : un nouveau, un lieu publié, ou un autre que celui qu’on a repris.
import { find } from "../../../pages/shell/scripts/dom.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { communeIn, identityKey, inCommune, nearKey } from "./identity.js";
import { say } from "./page.js";
import { forgetReady } from "./parcel.js";
import { callPlace, publishedPlaces } from "./places.js";
import { questions } from "./questions.js";
import { slug } from "./slug.js";
import { saveSoon } from "./store.js";
import { besides } from "./targets.js";
import { valueAt } from "./tree.js";

const ownPlace = () => {
  /** @param {string} name */
  const text = (name) => String(valueAt(draft.document, questions.get(name).path) ?? "");
  const [nom, commune] = [text(donnees.nom).trim(), text(donnees.commune).trim()];
  return { nom, commune, where: communeIn(commune), key: identityKey(nom), near: nearKey(nom) };
};
// Ce que la fiche sera pour le référentiel : la réception décide, et c’est la même règle.
/** @param {Form.Place[]} places @param {Form.Mine} mine */
const placeAbout = (places, mine) => {
  const here = places.filter((one) => inCommune(mine.where, one));
  const same = here
    .filter((one) => mine.key && identityKey(one.nom) === mine.key)
    .sort((one, other) => Number(one.publication === "annuaire") - Number(other.publication === "annuaire"));
  const resumed = places.find((one) => draft.lieu && one.lieu === draft.lieu);
  if (resumed) return { place: resumed, renamed: !same.includes(resumed) };
  return { place: same[0], near: here.find((one) => mine.near && nearKey(one.nom) === mine.near) };
};
/** @param {Form.Place[] | null} places @param {Form.Mine} mine */
const freeAddress = (places, mine) => {
  const alone = slug(mine.nom);
  return places?.some((one) => one.lieu === alone) ? slug(`${mine.nom} ${mine.where.town}`) : alone;
};
// Reprendre la fiche d’un lieu pour en raconter un autre remplacerait le premier : cela se demande.
/** @param {Form.Mine} mine */
const confirmation = (mine) => `${mine.key} ${mine.commune}`;
export const tellPlace = async () => {
  const mine = ownPlace();
  const places = await publishedPlaces();
  const { place, near, renamed = false } = placeAbout(places ?? [], mine);
  const box = find("q-fiche.lieu");
  box.hidden = !renamed;
  const asked = renamed && draft.confirme !== confirmation(mine);
  if (renamed)
    say(
      "lieu-repris",
      `Vous avez repris la fiche de ${callPlace(place)}, et vous avez écrit « ${mine.nom} », ${mine.commune}.`,
    );
  find("lieu-meme").checked = renamed && !asked;
  find("lieu-autre").checked = false;
  const correction = place?.annees.includes(Number(draft.annee));
  const about = !place
    ? "un nouveau lieu"
    : correction
      ? `une correction du bilan ${draft.annee} de ${callPlace(place)}`
      : `une nouvelle année de ${callPlace(place)}`;
  const doubt = near
    ? ` Un lieu porte presque ce nom : ${callPlace(near)}. Si c’est le vôtre, reprenez sa fiche depuis le début.`
    : "";
  say("envoi-lieu", places ? `Pour le référentiel, cette fiche est ${about}.${doubt}` : "");
  return { asked, renamed, about: places ? about : "", lieu: draft.lieu || place?.lieu || freeAddress(places, mine) };
};
/** @param {Form.Going} given */
export const placeFaults = ({ asked }) =>
  asked
    ? [
        {
          question: besides["fiche.lieu"],
          text: "Dites si c’est le même lieu : s’il l’est, sa fiche publiée sera remplacée.",
          still: () => Boolean(draft.lieu) && draft.confirme !== confirmation(ownPlace()),
        },
      ]
    : [];
export const samePlace = () => {
  draft.confirme = confirmation(ownPlace());
  forgetReady();
  saveSoon();
};
export const otherPlace = () => {
  Object.assign(draft, { lieu: "", anciens: {}, confirme: "" });
  forgetReady();
  saveSoon();
};
