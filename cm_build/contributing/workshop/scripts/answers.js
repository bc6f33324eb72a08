// Ce que l’atelier dit à une fiche : masqué, puis rangé comme le questionnaire le range.
import { mask } from "../../form/scripts/masking.js";
import { copy, isEmpty, setAt } from "../../form/scripts/tree.js";
import { lines } from "../../form/scripts/yaml.js";
import { chosen, total, whole } from "./counts.js";
import { donnees } from "./data.js";

/** @param {Record<string, string>} counts */
const cast = (counts) => Object.fromEntries(Object.entries(counts).filter(([, one]) => whole(one)));
/** @param {Workshop.Votes} votes @param {string[]} wanted */
const votesOn = (votes, wanted) =>
  Object.fromEntries(
    wanted.flatMap((criterion) => {
      const told = Object.entries(votes[criterion] ?? {})
        .map(([college, counts]) => /** @type {[string, Record<string, string>]} */ ([college, cast(counts)]))
        .filter(([, counts]) => total(counts));
      return told.length ? [[criterion, Object.fromEntries(told)]] : [];
    }),
  );
// Un vote que personne n’a clos n’est pas fini : il ne se montre ni ne part.
/** @param {Workshop.Session} session @param {string} criterion */
export const isSettledIn = (session, criterion) =>
  donnees.scrutins.every(({ cle }) => session.clos.includes(`${cle}.${criterion}`));
/** @param {Workshop.Session} session @param {string} criterion */
const isCounted = (session, criterion) =>
  donnees.scrutins.some(({ cle }) => Object.values(Reflect.get(session, cle)[criterion] ?? {}).some(total));
// Les effets dont un vote a commencé, sans être clos.
/** @param {Workshop.Session} session */
export const unfinished = (session) => chosen().filter(({ id }) => isCounted(session, id) && !isSettledIn(session, id));
/** @param {Record<string, string>} told @param {string[]} wanted */
const among = (told, wanted) =>
  Object.fromEntries(Object.entries(told).filter(([key, one]) => wanted.includes(key) && one));

// L’évaluation telle qu’elle se publie, et ce que le masquage a fait. Une réserve sans accord ne part pas.
/** @param {Workshop.Session} session */
export const evaluation = (session) => {
  const wanted = session.criteres;
  const closed = wanted.filter((one) => isSettledIn(session, one));
  /** @type {Form.Tree} */
  const tree = copy({
    format: session.format,
    date: session.date,
    participants: cast(session.participants),
    votes: votesOn(session.votes, closed),
    sens: votesOn(session.sens, closed),
    desaccords: among(session.desaccords, wanted),
    reserves: Object.fromEntries(
      wanted.map((one) => [
        one,
        (session.reserves[one] ?? [])
          .filter(({ texte, accord }) => texte && accord === "oui")
          .map(({ texte }) => texte.replace(/\s+/g, " ")),
      ]),
    ),
    decisions: among(session.decisions, wanted),
  });
  const said = mask(tree, donnees.petit_college);
  for (const key of Object.keys(tree)) if (isEmpty(tree[key])) delete tree[key];
  return { tree, said };
};
// Une ligne ajoutée puis laissée vide n’est pas un appui.
/** @param {Workshop.Evidence} one */
export const isFilled = (one) => Boolean(one.nature || one.texte);
/** @param {Workshop.Session} session @param {string} criterion @returns {Record<string, Form.Value>} */
const kept = (session, criterion) => {
  const { presence, sens, exemple, intention, preuves } = session.gardes[criterion] ?? {};
  const { nature, texte } = donnees.preuve;
  return {
    presence,
    // Sans présence constatée, le sens ne se demande pas.
    sens: donnees.sens_si.includes(presence ?? "") ? sens : "",
    preuves: (preuves ?? []).filter(isFilled).map((one) => ({
      ...(one.nature ? { [nature]: one.nature } : {}),
      ...(one.texte ? { [texte]: one.texte } : {}),
    })),
    exemple,
    intention,
  };
};
/** @param {Workshop.Session} session @param {Workshop.Criterion} criterion */
const ownAnswers = (session, { id, titre, observer }) => {
  const { sens, ...told } = kept(session, id);
  const every = {
    id,
    titre,
    observer,
    choisi_par: "atelier",
    depuis: session.annee || donnees.annee,
    ...told,
    direction: sens,
  };
  return Object.fromEntries(Object.entries(every).filter(([, one]) => !isEmpty(one)));
};
/** @param {Workshop.Session} session @returns {Form.Tree} */
export const answers = (session) => {
  const every = chosen();
  const tree = { questionnaire: String(donnees.version) };
  for (const criterion of every.filter((one) => !one.propre))
    for (const [key, value] of Object.entries(kept(session, criterion.id)))
      if (criterion.chemins[key]) setAt(tree, criterion.chemins[key], value ?? "");
  setAt(tree, "evaluation_collective", evaluation(session).tree);
  const own = every.filter((one) => one.propre).map((one) => ownAnswers(session, one));
  setAt(tree, "criteres_du_lieu", own);
  return tree;
};
/** @param {Workshop.Session} session */
export const answersText = (session) =>
  `# Réponses d’un atelier : ${session.lieu.replace(/\s+/g, " ") || "notre lieu"}, année ${session.annee || "à préciser"}\n${lines(answers(session)).join("\n")}\n`;
