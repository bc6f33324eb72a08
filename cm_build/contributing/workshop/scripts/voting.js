// Voter : un effet à la fois, deux votes silencieux, le débat, ce que l’on garde.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, plural } from "../../../pages/shell/scripts/french.js";
import { chosen, colleges, counts, isClosed, present, setClosed, setCount, total } from "./counts.js";
import { donnees } from "./data.js";
import { debate } from "./debating.js";
import { keeping } from "./keeping.js";
import { announce, button, stepper } from "./pieces.js";
import { save, session } from "./session.js";
import { shownInTheRoom, spread } from "./spread.js";

// Les pas d’un effet, dans l’ordre.
const steps = () => [
  ...donnees.scrutins.map((one) => ({ id: one.cle, mot: one.titre })),
  { id: "debat", mot: "Débat" },
  { id: "garder", mot: "Ce qu’on garde" },
];
/** @param {string} criterion @param {string} step */
const address = (criterion, step) => `#voter=${criterion}.${step}`;

/** @param {Workshop.Ballot} ballot @param {string} criterion @param {string} college @param {Piece} summary */
const tellCast = (ballot, criterion, college, summary) => {
  const cast = total(counts(ballot.cle, criterion, college));
  summary.textContent = `${cast} ${plural(cast, "bulletin saisi", "bulletins saisis")} sur ${present(college)}`;
};
// Un groupe à la fois : on ne voit que ce que l’on saisit.
/** @param {Workshop.Ballot} ballot @param {string} criterion @param {string} college */
const collegeBox = (ballot, criterion, college) => {
  const told = phrase("span", { class: "cm-bulletins__compte" });
  tellCast(ballot, criterion, college, told);
  return element(
    "details",
    { class: "cm-bulletins", name: `saisie-${ballot.cle}` },
    element("summary", {}, phrase("strong", { text: donnees.colleges[college] }), " ", told),
    ...ballot.options.map(({ id, mot }) =>
      stepper({
        id: `voix--${college}--${id}`,
        label: mot,
        count: Number(counts(ballot.cle, criterion, college)[id] ?? 0),
        set: (wanted) => {
          const own = counts(ballot.cle, criterion, college);
          const left = present(college) - total(own) + Number(own[id] ?? 0);
          const kept = Math.max(0, Math.min(wanted, left));
          if (wanted > left)
            announce(
              `${donnees.colleges[college]} : ${counted(present(college), "personne présente", "personnes présentes")}, pas un bulletin de plus.`,
            );
          setCount(ballot.cle, criterion, college, id, kept);
          tellCast(ballot, criterion, college, told);
          save();
          return kept;
        },
      }),
    ),
  );
};
/** @param {Workshop.Ballot} ballot @param {Workshop.Criterion} criterion */
const openBallot = (ballot, criterion) => {
  const here = colleges();
  if (!here.length)
    return [
      phrase(
        "p",
        { class: "cm-avis" },
        "Dites d’abord qui est là : ",
        phrase("a", { href: "#preparer", text: "préparer" }),
        ".",
      ),
    ];
  return [
    phrase("p", {
      class: "cm-atelier__consigne",
      text: "Votez en silence, chacun sur son papier. Puis saisissez les bulletins, un groupe à la fois.",
    }),
    element(
      "ul",
      { class: "cm-atelier__reponses" },
      ...ballot.options.map(({ id, mot }) =>
        element(
          "li",
          {},
          phrase("strong", { text: mot }),
          ...(criterion.ancres[id] ? [phrase("span", { text: criterion.ancres[id] })] : []),
        ),
      ),
    ),
    ...here.map((college) => collegeBox(ballot, criterion.id, college)),
    element(
      "p",
      { class: "cm-actions" },
      button("Clore le vote et voir l’étalement", () => close(ballot, criterion), { id: "clore" }),
    ),
  ];
};
/** @param {Workshop.Ballot} ballot @param {Workshop.Criterion} criterion */
const close = (ballot, criterion) => {
  setClosed(ballot.cle, criterion.id, true);
  save();
  showVoting(`${criterion.id}.${ballot.cle}`);
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
const missing = (ballot, criterion) =>
  colleges().flatMap((college) => {
    const cast = total(counts(ballot.cle, criterion, college));
    if (cast > present(college))
      return [`${donnees.colleges[college]} : ${cast} voix pour ${present(college)} personnes, à corriger.`];
    return cast < present(college) ? [`${donnees.colleges[college]} : ${present(college) - cast} sans bulletin.`] : [];
  });
/** @param {Workshop.Ballot} ballot @param {Workshop.Criterion} criterion @param {string} next */
const closedBallot = (ballot, criterion, next) => {
  const left = missing(ballot, criterion.id);
  return [
    phrase("h3", { id: "etalement", tabindex: "-1", text: "L’étalement des votes" }),
    ...drawn(ballot.cle, criterion.id),
    ...(left.length ? [phrase("p", { class: "cm-q__note", text: left.join(" ") })] : []),
    element(
      "p",
      { class: "cm-actions" },
      phrase("a", { class: "cm-bouton", href: address(criterion.id, next), id: "suite" }, "Continuer"),
      " ",
      button(
        "Rouvrir la saisie",
        () => {
          setClosed(ballot.cle, criterion.id, false);
          save();
          showVoting(`${criterion.id}.${ballot.cle}`);
          find("clore").focus();
        },
        { class: "cm-lien" },
      ),
    ),
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
  const order = steps().map((one) => one.id);
  const rank = order.indexOf(step);
  const ballot = donnees.scrutins.find((one) => one.cle === step);
  if (ballot)
    return isClosed(step, criterion.id)
      ? closedBallot(ballot, criterion, order[rank + 1])
      : openBallot(ballot, criterion);
  const closed = donnees.scrutins.filter((one) => isClosed(one.cle, criterion.id));
  const seen = element(
    "div",
    { class: "cm-atelier__rappel" },
    ...closed.map((one) =>
      element("section", {}, phrase("h3", { text: one.titre }), ...drawn(one.cle, criterion.id, false)),
    ),
  );
  if (step === "debat")
    return [...debate(criterion), seen, follow(address(criterion.id, "garder"), "Dire ce que l’on garde")];
  return [seen, ...keeping(criterion), ending(criterion)];
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
// « lien_social.votes » : l’effet et le pas ; sans rien, le premier où il reste à faire.
/** @param {string} where */
export const showVoting = (where) => {
  const every = chosen();
  const cut = where.lastIndexOf(".");
  const order = steps().map((one) => one.id);
  const todo = every.find((one) => donnees.scrutins.some(({ cle }) => !isClosed(cle, one.id))) ?? every[0];
  const criterion = every.find((one) => one.id === where.slice(0, cut)) ?? todo;
  const step = order.includes(where.slice(cut + 1)) ? where.slice(cut + 1) : order[0];
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
      " ",
      phrase("a", { href: "#fin", text: "Voir la restitution" }),
    ),
  );
};
