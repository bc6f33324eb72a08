// Saisir un vote, un groupe à la fois, puis le clore.
import { element, find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, plural, spaced } from "../../../pages/shell/scripts/french.js";
import { colleges, counts, isClosed, present, setClosed, setCount, total } from "./counts.js";
import { donnees } from "./data.js";
import { announce, button, stepper } from "./pieces.js";
import { save } from "./session.js";

/** @param {Workshop.Ballot} ballot @param {string} criterion @param {string} college @param {Piece} summary */
const tellCast = (ballot, criterion, college, summary) => {
  const cast = total(counts(ballot.cle, criterion, college));
  summary.textContent = `${cast} ${plural(cast, "bulletin saisi", "bulletins saisis")} sur ${present(college)}`;
};
// Un groupe à la fois : on ne voit que ce que l’on saisit.
/** @param {Workshop.Ballot} ballot @param {string} criterion @param {string} college @param {() => void} changed */
const collegeBox = (ballot, criterion, college, changed) => {
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
              `${donnees.colleges[college]} : ${counted(present(college), "bulletin compte", "bulletins comptent")}, pas un de plus.`,
            );
          setCount(ballot.cle, criterion, college, id, kept);
          tellCast(ballot, criterion, college, told);
          changed();
          save();
          return kept;
        },
      }),
    ),
  );
};
/** @param {Workshop.Ballot} ballot @param {string} criterion */
const missing = (ballot, criterion) =>
  colleges().reduce(
    (sum, college) => sum + Math.max(0, present(college) - total(counts(ballot.cle, criterion, college))),
    0,
  );
// Ce que dit le bouton : où l’on va, jamais ce que l’on a compté.
/** @param {Workshop.Ballot} ballot @param {string} criterion */
const closingWords = (ballot, criterion) => {
  const left = donnees.scrutins.findIndex((one) => one !== ballot && !isClosed(one.cle, criterion));
  if (left < 0) return "Clore, et voir les réponses";
  return left ? "Clore, et passer au second vote" : "Clore, et revenir au premier vote";
};
// Des bulletins manquent peut-être : cela se demande avant de clore.
/** @param {Workshop.Ballot} ballot @param {string} criterion @param {() => void} closed */
const closing = (ballot, criterion, closed) => {
  const told = phrase("span", {});
  const close = () => {
    setClosed(ballot.cle, criterion, true);
    save();
    closed();
  };
  const forget = () => {
    asked.hidden = true;
  };
  const back = () => {
    forget();
    find("clore").focus();
  };
  const asked = element(
    "p",
    { class: "cm-avis", id: "clore-sur", hidden: true },
    told,
    " ",
    button("Clore quand même", close, { id: "clore-oui" }),
    " ",
    button("Continuer la saisie", back, { class: "cm-lien", id: "clore-non" }),
  );
  const ask = () => {
    const left = missing(ballot, criterion);
    if (!left) {
      close();
      return;
    }
    told.textContent = spaced(`${counted(left, "bulletin manque", "bulletins manquent")} : clore quand même ?`);
    asked.hidden = false;
    announce(told.textContent);
    find("clore-non").focus();
  };
  const shut = button(closingWords(ballot, criterion), ask, { id: "clore" });
  return { forget, boxes: [element("p", { class: "cm-actions" }, shut), asked] };
};
/** @param {Workshop.Ballot} ballot @param {Workshop.Criterion} criterion @param {() => void} closed */
export const openBallot = (ballot, criterion, closed) => {
  const here = colleges();
  if (!here.length)
    return [
      phrase(
        "p",
        { class: "cm-avis" },
        "Dites d’abord qui vote : ",
        phrase("a", { href: "#preparer", text: "préparer" }),
        ".",
      ),
    ];
  const end = closing(ballot, criterion.id, closed);
  return [
    phrase("h3", { class: "cm-atelier__question", text: ballot.question }),
    phrase("p", {
      class: "cm-atelier__consigne",
      text: "Votez en silence, chacun sur son papier. Coupez le projecteur, puis saisissez les bulletins, un groupe à la fois.",
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
    ...here.map((college) => collegeBox(ballot, criterion.id, college, end.forget)),
    ...end.boxes,
  ];
};
