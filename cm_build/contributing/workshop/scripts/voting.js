// Voter : un effet à la fois, deux votes silencieux, le débat, ce que l’on garde.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { openBallot } from "./balloting.js";
import { chosen, colleges, counts, isClosed, present, setClosed, total } from "./counts.js";
import { donnees } from "./data.js";
import { debate } from "./debating.js";
import { keeping } from "./keeping.js";
import { announce, button } from "./pieces.js";
import { DEBATE, KEEP, leftAt, openVote, steps } from "./progress.js";
import { save, session } from "./session.js";
import { shownInTheRoom, spread } from "./spread.js";

/** @param {string} criterion @param {string} step */
const address = (criterion, step) => `#voter=${criterion}.${step}`;

// Le premier vote clos mène au second, sans rien montrer ; le second montre les deux.
/** @param {string} criterion @param {string} closed */
const goOn = (criterion, closed) => {
  const next = openVote(criterion);
  if (next) {
    location.hash = address(criterion, next.cle);
    announce(`Ce vote est clos. ${next.question}`);
    return;
  }
  showVoting(`${criterion}.${closed}`);
  announce("");
  find("etalement").focus();
};
// Au débat, l’étalement est un rappel : ce que le masquage a fait est déjà dit.
/** @param {string} key @param {string} criterion @param {boolean} [explained] */
const drawn = (key, criterion, explained = true) => {
  const ballot = donnees.scrutins.find((one) => one.cle === key);
  if (!ballot) return [];
  const { ballots, said } = shownInTheRoom(session, key, criterion);
  return [
    spread(ballot, ballots),
    ...(explained ? said : []).map((text) => phrase("p", { class: "cm-q__note", text })),
  ];
};
// Qui n’a pas voté se voit : peut-être un bulletin oublié.
/** @param {Workshop.Ballot} ballot @param {string} criterion */
const uneven = (ballot, criterion) => {
  const told = colleges().flatMap((college) => {
    const cast = total(counts(ballot.cle, criterion, college));
    if (cast > present(college))
      return [`${donnees.colleges[college]} : ${cast} voix pour ${present(college)} personnes, à corriger.`];
    return cast < present(college) ? [`${donnees.colleges[college]} : ${present(college) - cast} sans bulletin.`] : [];
  });
  return told.length ? [phrase("p", { class: "cm-q__note", text: told.join(" ") })] : [];
};
/** @param {string} criterion @param {boolean} explained */
const bothDrawn = (criterion, explained) =>
  element(
    "div",
    { class: "cm-atelier__rappel" },
    ...donnees.scrutins.map((one) =>
      element(
        "section",
        {},
        phrase(explained ? "h4" : "h3", { text: one.titre }),
        ...drawn(one.cle, criterion, explained),
        ...(explained ? uneven(one, criterion) : []),
      ),
    ),
  );
/** @param {string} key @param {Workshop.Criterion} criterion */
const reopening = (key, criterion) =>
  button(
    "Rouvrir la saisie",
    () => {
      setClosed(key, criterion.id, false);
      save();
      showVoting(`${criterion.id}.${key}`);
      find("clore").focus();
    },
    { class: "cm-lien" },
  );
/** @param {string} criterion @param {Workshop.Ballot} open */
const waiting = (criterion, open) => [
  phrase("p", {
    class: "cm-avis",
    text: "Rien ne se montre avant que les deux votes soient clos : le premier pèserait sur le second.",
  }),
  element(
    "p",
    { class: "cm-actions" },
    phrase("a", { class: "cm-bouton", href: address(criterion, open.cle), text: `Aller au vote : ${open.titre}` }),
  ),
];
/** @param {Workshop.Ballot} ballot @param {Workshop.Criterion} criterion */
const closedBallot = (ballot, criterion) => {
  const open = openVote(criterion.id);
  if (open)
    return [
      phrase("h3", { text: `${ballot.titre} : ce vote est clos` }),
      ...waiting(criterion.id, open),
      element("p", { class: "cm-actions" }, reopening(ballot.cle, criterion)),
    ];
  return [
    phrase("h3", { id: "etalement", tabindex: "-1", text: "Les réponses aux deux votes" }),
    bothDrawn(criterion.id, true),
    follow(address(criterion.id, DEBATE), "Continuer"),
    element("p", { class: "cm-actions" }, reopening(ballot.cle, criterion)),
  ];
};
/** @param {Workshop.Criterion} criterion @param {string} step */
const stepBar = (criterion, step) =>
  element(
    "ol",
    { class: "cm-pas-a-pas" },
    ...steps().map(({ id, mot }) =>
      element(
        "li",
        {},
        phrase("a", { href: address(criterion.id, id), ...(id === step ? { "aria-current": "step" } : {}) }, mot),
      ),
    ),
  );
/** @param {Workshop.Criterion} criterion @param {string} step */
const body = (criterion, step) => {
  const ballot = donnees.scrutins.find((one) => one.cle === step);
  if (ballot)
    return isClosed(step, criterion.id)
      ? closedBallot(ballot, criterion)
      : openBallot(ballot, criterion, () => goOn(criterion.id, step));
  const open = openVote(criterion.id);
  const seen = open ? waiting(criterion.id, open) : [bothDrawn(criterion.id, false)];
  if (step === DEBATE)
    return [...debate(criterion), ...seen, follow(address(criterion.id, KEEP), "Dire ce que l’on retient")];
  return [...seen, ...keeping(criterion), ending(criterion)];
};
/** @param {string} href @param {string} text */
const follow = (href, text) =>
  element("p", { class: "cm-actions" }, phrase("a", { class: "cm-bouton", href, id: "suite" }, text));
/** @param {Workshop.Criterion} criterion */
const ending = (criterion) => {
  const every = chosen();
  const next = every[every.findIndex((one) => one.id === criterion.id) + 1];
  return next
    ? follow(address(next.id, steps()[0].id), `Effet suivant : ${next.titre}`)
    : follow("#fin", "Voir la restitution");
};
// « lien_social.votes » : l’effet et le pas ; sans rien, là où l’atelier s’est arrêté.
/** @param {string} where */
export const showVoting = (where) => {
  const every = chosen();
  const cut = where.lastIndexOf(".");
  const order = steps().map((one) => one.id);
  const left = leftAt();
  const named = every.find((one) => one.id === where.slice(0, cut));
  const criterion = named ?? left.criterion;
  const wanted = where.slice(cut + 1);
  const step = named ? (order.includes(wanted) ? wanted : order[0]) : left.step;
  if (!criterion) {
    find("effet").replaceChildren(
      phrase("h2", { tabindex: "-1", text: "Voter" }),
      phrase(
        "p",
        { class: "cm-avis" },
        "Choisissez d’abord un effet au moins : ",
        phrase("a", { href: "#preparer", text: "préparer" }),
        ".",
      ),
    );
    return;
  }
  const rank = every.indexOf(criterion) + 1;
  find("effet").replaceChildren(
    phrase("p", {
      class: "cm-kicker",
      text: `Effet ${rank} sur ${every.length}${criterion.propre ? ", choisi par le lieu" : ""}`,
    }),
    phrase("h2", { tabindex: "-1", class: "cm-atelier__effet", text: criterion.titre }),
    ...(criterion.question || criterion.definition
      ? [phrase("p", { class: "cm-chapo", text: criterion.question || criterion.definition })]
      : []),
    ...(criterion.propre
      ? [phrase("p", { class: "cm-chapo", text: `Ce que l’on regarde : ${criterion.observer.join(" ; ")}` })]
      : []),
    stepBar(criterion, step),
    ...body(criterion, step),
    element(
      "p",
      { class: "cm-actions cm-atelier__ailleurs" },
      phrase("a", { href: "#preparer", text: "Revenir aux effets" }),
      ...(openVote(criterion.id) ? [] : [" ", phrase("a", { href: "#fin", text: "Voir la restitution" })]),
    ),
  );
};
