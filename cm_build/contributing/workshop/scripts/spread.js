// Les réponses à un vote : une barre par groupe, jamais de moyenne. À l’écran aussi, un petit groupe rejoint « autres »,
// et un groupe unanime se dit en mots.
import { element, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { agreementText } from "../../form/scripts/agreements.js";
import { MERGED, mask, votersOf } from "../../form/scripts/masking.js";
import { copy, isMap } from "../../form/scripts/tree.js";
import { whole } from "./counts.js";
import { donnees } from "./data.js";

/** @param {Workshop.Ballot} ballot @param {string} option */
const wordOf = (ballot, option) => ballot.options.find((one) => one.id === option)?.mot ?? option;

// Un groupe ne se dit réuni à « autres » que là où « autres » se voit.
/** @param {string[]} said @param {Form.Tree[]} shown */
export const seenIn = (said, shown) =>
  said.filter((one) => one !== MERGED || shown.some((ballots) => ballots[donnees.petit_college.vers]));
// Ce qui se montre d’un vote dans la salle : celui-là seul, masqué.
/** @param {Workshop.Session} session @param {string} key @param {string} criterion */
export const shownInTheRoom = (session, key, criterion) => {
  const one = copy({
    participants: session.participants,
    [key]: { [criterion]: Reflect.get(session, key)[criterion] ?? {} },
  });
  const said = mask(one, donnees.petit_college);
  const ballots = one[key]?.[criterion] ?? {};
  return { ballots, said: seenIn(said, [ballots]) };
};
/** @param {Workshop.Ballot} ballot @param {Form.Tree} told */
const inWords = (ballot, told) =>
  phrase("p", { class: "cm-etal__mots", text: agreementText(told, (option) => wordOf(ballot, option)) });
/** @param {Workshop.Ballot} ballot @param {Form.Tree} counts */
const bar = (ballot, counts) => {
  const parts = ballot.options.flatMap(({ id, mot }, rank) => {
    const count = whole(String(counts[id] ?? ""));
    if (!count) return [];
    const part = element(
      "li",
      { "data-rang": id === "ne_sait_pas" ? "sans" : rank },
      phrase("span", { class: "cm-cache", text: `${mot} : ` }),
      String(count),
    );
    part.style.flexGrow = String(count);
    return [part];
  });
  return element("ul", { class: "cm-etal__barre", "data-scrutin": ballot.cle }, ...parts);
};
/** @param {Workshop.Ballot} ballot @param {Form.Tree} ballots */
export const spread = (ballot, ballots) => {
  const rows = Object.keys(donnees.colleges)
    .filter((college) => isMap(ballots[college]))
    .map((college) => {
      const told = ballots[college];
      const worded = "accord" in told;
      return element(
        "div",
        { class: "cm-etal__rang" },
        phrase(
          "p",
          { class: "cm-etal__groupe" },
          phrase("strong", { text: donnees.colleges[college] }),
          ...(worded ? [] : [` ${counted(votersOf(told), "voix", "voix")}`]),
        ),
        worded ? inWords(ballot, told) : bar(ballot, told),
      );
    });
  if (!rows.length)
    return phrase("p", { class: "cm-q__note", text: `${ballot.titre} : rien ne peut se montrer par groupe.` });
  // Une légende sans barre ne légende rien.
  const drawn = Object.values(ballots).some((told) => isMap(told) && !("accord" in told));
  return element("div", { class: "cm-etal" }, ...rows, ...(drawn ? [legend(ballot)] : []));
};
/** @param {Workshop.Ballot} ballot */
const legend = (ballot) =>
  element(
    "ul",
    { class: "cm-etal__legende", "aria-hidden": "true", "data-scrutin": ballot.cle },
    ...ballot.options.map(({ id, mot }, rank) =>
      element(
        "li",
        {},
        element("span", { "data-rang": id === "ne_sait_pas" ? "sans" : rank }),
        phrase("span", { text: mot }),
      ),
    ),
  );
