// La restitution : ce que l’on a vu, groupe par groupe, ce qui fait désaccord, ce que l’on garde. Telle qu’elle se publie.
import { element, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, dayText } from "../../../pages/shell/scripts/french.js";
import { WORDED } from "../../form/scripts/masking.js";
import { isMap } from "../../form/scripts/tree.js";
import { evaluation, isFilled, isSettledIn } from "./answers.js";
import { chosen, votesOf, whole } from "./counts.js";
import { donnees } from "./data.js";
import { session } from "./session.js";
import { seenIn, spread } from "./spread.js";

const ELSEWHERE =
  "Un groupe a répondu tout entier de la même façon à un autre vote : ici aussi, ses réponses se disent en mots.";
/** @type {Record<string, string>} */
const FORMATS = { soiree: "Discussion d’une soirée", ateliers: "Ateliers" };
/** @param {Workshop.Choice[]} options @param {string | undefined} id */
const wordOf = (options, id) => options.find((one) => one.id === id)?.mot ?? "";
// Ne pas trancher est une réponse : elle se dit. Ne pas avoir répondu n’en est pas une.
/** @param {string} what @param {Workshop.Choice[]} options @param {string | undefined} id */
const held = (what, options, id) => (id === "" ? `${what} : nous ne tranchons pas` : wordOf(options, id));
/** @param {string} title @param {(Node | string)[]} told */
const row = (title, ...told) => (told.length ? [phrase("dt", { text: title }), element("dd", {}, ...told)] : []);
/** @param {string | undefined} text */
const paragraph = (text) => (text ? [phrase("p", { text })] : []);
/** @param {string[]} texts */
const items = (texts) => (texts.length ? [element("ul", {}, ...texts.map((text) => phrase("li", { text })))] : []);

// Sans vote, ou sans vote qui puisse se montrer : ce n’est pas la même chose.
/** @param {string} criterion */
const unshown = (criterion) => {
  const voted = donnees.scrutins.some(({ cle }) => votesOf(cle)[criterion]);
  if (!voted) return "Pas de vote sur cet effet.";
  return isSettledIn(session, criterion)
    ? "Trop peu de voix par groupe pour montrer un vote."
    : "Le vote n’est pas clos : rien ne s’en montre, et rien n’en part.";
};
// Ce que le masquage a fait de cet effet, et de lui seul. Un accord ailleurs met aussi ses réponses en mots.
/** @param {string} criterion @param {Form.Tree} told */
const notices = (criterion, told) => {
  const shown = donnees.scrutins.map(({ cle }) => told[cle]?.[criterion] ?? {});
  const said = seenIn(evaluation({ ...session, criteres: [criterion] }).said, shown);
  const elsewhere = shown.some((ballots) => Object.values(ballots).some((one) => isMap(one) && "accord" in one));
  return [...said, ...(elsewhere && !said.includes(WORDED) ? [ELSEWHERE] : [])];
};
/** @param {Workshop.Criterion} criterion @param {Form.Tree} told */
const effect = (criterion, told) => {
  const { id } = criterion;
  const kept = session.gardes[id] ?? {};
  const spreads = donnees.scrutins.flatMap((ballot) => {
    const ballots = told[ballot.cle]?.[id];
    return isMap(ballots) ? [element("div", {}, phrase("h4", { text: ballot.titre }), spread(ballot, ballots))] : [];
  });
  const retained = [
    held("La présence", donnees.presence, kept.presence),
    held("Le sens", donnees.sens, kept.sens),
  ].filter(Boolean);
  return element(
    "section",
    { class: "cm-restitution__effet", "data-effet": id },
    phrase(
      "h3",
      {},
      criterion.titre,
      ...(criterion.propre ? [phrase("small", { text: " critère choisi par le lieu" })] : []),
    ),
    ...(spreads.length
      ? [element("div", { class: "cm-restitution__scrutins" }, ...spreads)]
      : [
          phrase("p", {
            class: "cm-q__note",
            text: unshown(id),
          }),
        ]),
    ...notices(id, told).map((text) => phrase("p", { class: "cm-q__note", text })),
    element(
      "dl",
      {},
      ...row("Ce que nous retenons", ...paragraph(retained.join(" ; "))),
      ...row("Ce qui fait désaccord", ...paragraph(told.desaccords?.[id])),
      ...row("Des réserves", ...items(told.reserves?.[id] ?? [])),
      ...row(
        "Nos appuis",
        ...items(
          (kept.preuves ?? [])
            .filter(isFilled)
            .map((one) => [wordOf(donnees.preuve.natures, one.nature), one.texte].filter(Boolean).join(" : ")),
        ),
      ),
      ...row("Un exemple", ...paragraph(kept.exemple)),
      ...row("Ce que nous voulons changer", ...paragraph(kept.intention)),
      ...row("Ce que nous avons décidé", ...paragraph(told.decisions?.[id])),
    ),
  );
};
/** @param {Form.Tree} told */
const people = (told) => {
  const groups = Object.entries(donnees.colleges).flatMap(([id, label]) => {
    const count = whole(String(told.participants?.[id] ?? ""));
    return count ? [`${label} : ${counted(count, "personne", "personnes")}`] : [];
  });
  const sentences = groups.length ? [groups.join(" ; ")] : [];
  const uncounted = Object.entries(donnees.colleges)
    .filter(([id]) =>
      donnees.scrutins.some(({ cle }) => Object.values(told[cle] ?? {}).some((one) => "accord" in (one[id] ?? {}))),
    )
    .map(([, label]) => label);
  if (uncounted.length) sentences.push(`Étaient là, sans dire combien : ${uncounted.join(", ")}`);
  return sentences.length ? [phrase("p", { class: "cm-restitution__gens", text: sentences.join(". ") })] : [];
};
const unagreed = () =>
  session.criteres.reduce(
    (sum, one) => sum + (session.reserves[one] ?? []).filter(({ texte, accord }) => texte && accord !== "oui").length,
    0,
  );
export const restitution = () => {
  const { tree } = evaluation(session);
  const left = unagreed();
  const head = [FORMATS[session.format] ?? "Évaluation à plusieurs", session.date ? dayText(session.date) : ""].filter(
    Boolean,
  );
  return [
    phrase("p", { class: "cm-kicker", text: `${head.join(", ")} · méthode à l’essai` }),
    phrase(
      "h2",
      { tabindex: "-1" },
      "Ce que nous avons vu ensemble",
      ...(session.lieu ? [element("small", { text: ` ${session.lieu}` })] : []),
    ),
    ...people(tree),
    ...(left
      ? [
          phrase("p", {
            class: "cm-q__note cm-ecran-seul",
            text: `${counted(left, "réserve n’a pas", "réserves n’ont pas")} l’accord de qui l’a dite : le fichier d’animation la garde, la fiche ne la dira pas.`,
          }),
        ]
      : []),
    ...chosen().map((one) => effect(one, tree)),
  ];
};
