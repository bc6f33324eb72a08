// De la fiche à publier s’ôte ce que le lieu garde, et ce qui le redonnerait.
import { find } from "../../../pages/shell/scripts/dom.js";
import { blockAt, withoutBlock } from "./block_parts.js";
import { leaveUnchosen } from "./choosing.js";
import { holds } from "./conditions.js";
import { donnees } from "./data.js";
import { CHOICES, draft, heldAt, heldValue } from "./draft.js";
import { wholeBeside } from "./groups.js";
import { labelOf, partLabel } from "./labels.js";
import { forgetPeople, mask, tellsOf } from "./masking.js";
import { numberOf } from "./numbers.js";
import { screens } from "./path.js";
import { questions } from "./questions.js";
import { copy, isEmpty, isMap, own, setAt, valueAt } from "./tree.js";

// Ôte de la copie à publier ce que le lieu garde pour lui, et ce qui désignerait quelqu’un.
/** @param {Form.Tree} tree */
export const withhold = (tree) => {
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const removed = [];
  const former = stillMasked(tree);
  for (const key of Object.keys(CHOICES)) setAt(tree, key, "");
  for (const screen of screens) {
    const root = screen.dataset.racine;
    if (!root || isEmpty(valueAt(tree, root))) continue;
    const own = screen.hasAttribute("data-prive");
    if (own && draft.devoilees.includes(screen.id)) continue;
    if (own || draft.masquees.includes(screen.id)) {
      // Une autre section redonnerait peut-être ce que celle-ci répondait.
      for (const question of questions.values()) {
        if (question.screen === screen && !isEmpty(valueAt(tree, question.path))) removed.push(question.name);
      }
      for (const [name, { chemin }] of Object.entries(donnees.anciennes))
        if (chemin.startsWith(`${root}.`) && !isEmpty(valueAt(tree, chemin))) removed.push(name);
      setAt(tree, root, "");
      said.push(`La section « ${screen.dataset.titre} » reste chez vous.`);
    }
  }
  const kept = withdraw(tree, [...draft.retenues, ...former, ...removed], said);
  said.push(...leaveUnchosen(tree));
  const unveiled = draft.devoilees.filter((id) => !isEmpty(valueAt(tree, find(id)?.dataset.racine ?? "")));
  if (unveiled.length) setAt(tree, "sections_publiees", unveiled);
  return [...said, ...maskVotes(tree, unvoted(kept)), ...discretions(tree)];
};
// Une fiche d’avant peut garder ce qui ne se demande plus : cela reste gardé.
/** @param {Form.Tree} tree */
const stillMasked = (tree) =>
  [valueAt(tree, "reponses_masquees") ?? []].flat().filter((name) => own(donnees.anciennes, name));
// Ce qui redonnerait par le calcul ce que le lieu garde reste aussi chez lui : la règle est celle du site (places/concealment.py).
/** @param {string} name @param {string} whole */
const within = (name, whole) => name === whole || name.startsWith(`${whole}.`);
/** @param {string} because @param {(name: string) => boolean} given @param {Map<string, string>} known */
const echoes = (because, given, known) => [
  ...donnees.recoupements
    .filter((rule) => rule.garder.some((one) => within(because, one) || within(one, because)))
    .flatMap((rule) => rule.garde_aussi),
  ...donnees.totaux
    .filter(({ de, total }) =>
      within(because, de)
        ? !total || (given(total) && !known.has(total))
        : because === total && ![...known.keys()].some((one) => within(one, de)),
    )
    .map(({ de }) => de),
];
/** @param {Form.Tree} tree @param {string[]} names */
const keptTogether = (tree, names) => {
  const known = new Map(names.filter((name) => heldAt(name) || own(donnees.anciennes, name)).map((name) => [name, ""]));
  /** @param {string} name */
  const given = (name) => !isEmpty(heldValue(tree, name));
  // La liste grandit pendant qu’on la parcourt : ce qui s’ajoute entraîne à son tour.
  for (const because of known.keys()) {
    for (const name of echoes(because, given, known)) if (!known.has(name)) known.set(name, because);
  }
  return known;
};
/** @param {Form.Held} held */
const blockLabel = ({ question, part }) => blockAt(valueAt(draft.document, question.path), part)?.titre ?? part;
/** @param {string} name */
const heldLabel = (name) => {
  const held = heldAt(name);
  if (!held) return own(donnees.anciennes, name)?.titre ?? name;
  if (held.part && held.question.kind === "blocs") return blockLabel(held);
  return held.part ? partLabel(held.question, held.part) : labelOf(held.question);
};
/** @param {Form.Tree} tree @param {string[]} names @param {string[]} said */
const withdraw = (tree, names, said) => {
  const known = keptTogether(tree, names);
  for (const [name, because] of known) {
    const former = own(donnees.anciennes, name);
    if (former && !isEmpty(valueAt(tree, former.chemin))) {
      for (const end of ["", "_precision", "_details"]) setAt(tree, former.chemin + end, "");
      said.push(`« ${former.titre} » reste chez vous.`);
    }
    const held = heldAt(name);
    if (!held || isEmpty(heldValue(tree, name))) continue;
    const { question, part } = held;
    if (part && question.kind === "blocs") {
      withoutBlock(tree, question.path, part);
    } else if (part) {
      // Sans cette ligne, le tout n’est plus complet : ce qui manque n’est pas zéro.
      const shares = copy(valueAt(tree, question.path));
      delete shares[part];
      // « Rien ne reste sans détail » dirait que les autres lignes du groupe valent zéro, celle-ci comprise.
      const whole = wholeBeside(question, part);
      if (whole && !(numberOf(shares[whole]) > 0)) delete shares[whole];
      delete shares.complet;
      setAt(tree, question.path, shares);
    } else {
      for (const end of ["", "_precision", "_details"]) setAt(tree, question.path + end, "");
    }
    said.push(
      because
        ? `« ${heldLabel(name)} » reste aussi chez vous : on y retrouverait « ${heldLabel(because)} ».`
        : `« ${heldLabel(name)} » reste chez vous.`,
    );
  }
  return [...known.keys()];
};
// Ce qu’un atelier a dit d’un effet gardé reste avec lui.
// Un critère du lieu qui reste chez lui emporte ses votes : sans lui, personne ne saurait sur quoi l’on a voté.
/** @param {Form.Tree} tree @returns {string[]} */
const keptCriteria = (tree) => {
  const [whole, sent] = [draft.document, tree].map((one) =>
    [one.criteres_du_lieu ?? []].flat().flatMap((/** @type {Form.Value} */ row) => (isMap(row) ? [row.id] : [])),
  );
  return whole.filter((id) => !sent.includes(id));
};
// Une présence, un sens gardés se liraient dans les votes (places/assessment.py).
/** @param {string[]} kept */
const unvoted = (kept) => donnees.effets.filter(({ votes }) => votes.some((name) => kept.includes(name)));
/** @param {Form.Tree} tree @param {Form.Told["effets"]} silent */
const maskVotes = (tree, silent) => {
  const workshop = tree.evaluation_collective;
  if (!isMap(workshop)) return [];
  const lost = silent.filter(({ id }) => tellsOf(workshop, id));
  const hidden = [...draft.masquees, ...keptCriteria(tree), ...lost.map(({ id }) => id)];
  const said = mask(workshop, donnees.petit_college, hidden);
  if (isEmpty(workshop)) delete tree.evaluation_collective;
  return [
    ...lost.map(
      ({ titre }) =>
        `Les votes sur « ${titre} », et ce qui s’en est dit, restent aussi chez vous : on y retrouverait ce que vous gardez.`,
    ),
    ...said,
    ...forgetPeople(tree),
  ];
};
// Les règles de discrétion sont écrites dans le questionnaire : peu de personnes, donc des personnes reconnaissables.
/** @param {Form.Tree} tree */
const discretions = (tree) =>
  donnees.discretion.flatMap((rule) => {
    if (holds(rule.si, draft.document) !== true) return [];
    const question = questions.get(rule.de);
    const shares = valueAt(tree, question.path);
    if (!isMap(shares)) return [];
    // Rien dans cette part ne désigne personne : zéro se dit.
    const found = rule.parts.filter((part) => numberOf(shares[part]) > 0);
    if (!found.length) return [];
    const others = numberOf(shares[rule.vers]);
    const total = found.reduce((sum, part) => sum + numberOf(shares[part]), others);
    for (const part of found) delete shares[part];
    // Le montant de tout un groupe, à zéro, dirait que la part réunie vaut zéro.
    for (const part of found) delete shares[wholeBeside(question, part)];
    // Sans rien à quoi se mêler, le montant se lirait toujours : il reste chez le lieu, et le tout n’est plus complet.
    if (others > 0) {
      shares[rule.vers] = String(Math.round(total * 1e6) / 1e6);
      return [rule.pourquoi];
    }
    delete shares.complet;
    const said = [rule.pourquoi];
    withdraw(
      tree,
      found.map((part) => `${rule.de}.${part}`),
      said,
    );
    return said;
  });
