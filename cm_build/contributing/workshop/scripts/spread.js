// L’étalement d’un vote : une barre par groupe, jamais de moyenne. À l’écran aussi, un petit groupe rejoint « autres »,
// et un groupe unanime se dit en mots.
import { element, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted, lowerFirst } from "../../../pages/shell/scripts/french.js";
import { mask, votersOf } from "../../form/scripts/masking.js";
import { copy, isMap } from "../../form/scripts/tree.js";
import { whole } from "./counts.js";
import { donnees } from "./data.js";

/** @type {Record<string, string>} */
const AGREEMENTS = {
  toutes_presentes: "Toutes les personnes présentes",
  toutes_votantes: "Toutes les personnes qui ont voté",
  la_plupart: "La plupart",
  partage: "Avis partagés",
};
/** @param {Workshop.Ballot} ballot @param {string} option */
const wordOf = (ballot, option) => ballot.options.find((one) => one.id === option)?.mot ?? option;

// Ce qui se montre d’un vote dans la salle : celui-là seul, masqué.
/** @param {Workshop.Session} session @param {string} key @param {string} criterion */
export const shownInTheRoom = (session, key, criterion) => {
  const one = copy({
    participants: session.participants,
    [key]: { [criterion]: Reflect.get(session, key)[criterion] ?? {} },
  });
  const said = mask(one, donnees.petit_college);
  return { ballots: one[key]?.[criterion] ?? {}, said };
};
/** @param {Workshop.Ballot} ballot @param {Form.Tree} told */
const inWords = (ballot, told) => {
  const [first, ...others] = told.reponses.map((/** @type {string} */ one) => lowerFirst(wordOf(ballot, one)));
  const rest =
    told.accord === "partage"
      ? [first, ...others].join(" ; ")
      : first + (others.length ? ` ; d’autres : ${others.join(", ")}` : "");
  return phrase("p", { class: "cm-etal__mots", text: `${AGREEMENTS[told.accord]} : ${rest}` });
};
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
  return element("div", { class: "cm-etal" }, ...rows, legend(ballot));
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
