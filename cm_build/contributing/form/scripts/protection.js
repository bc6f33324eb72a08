// Protéger un lieu : le proposer, choisir un à un ce qui se montre, dire ce qui manque ou trahit.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { holds } from "./conditions.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { rowTitle, told } from "./labels.js";
import { page } from "./page.js";
import { siteFile } from "./pieces.js";
import { chosenIn, classOf, giveaways } from "./protecting.js";
import { questions } from "./questions.js";
import { saveSoon } from "./store.js";
import { isEmpty, isMap, RESERVED, setAt, valueAt } from "./tree.js";

export const isProtected = () => valueAt(draft.document, "lieu_protege") === "oui";

export const showProtection = () => {
  if (!donnees.protection) return;
  page.classList.toggle("cm-form--protege", isProtected());
  find("protection").hidden = !isProtected();
  find("protection-proposee").hidden = holds(donnees.protection.si, draft.document) !== true;
  if (!isProtected()) return;
  showClasses();
  showChoices();
  offerAreas();
};
/** @param {string} id @param {boolean} checked @param {string} text @param {string} more @param {(on: boolean) => void} act */
const ticked = (id, checked, text, more, act) => {
  const input = phrase("input", { type: "checkbox", id, checked });
  input.addEventListener("change", () => {
    act(input.checked);
    saveSoon();
  });
  return phrase(
    "div",
    { class: "cm-choix" },
    input,
    phrase("label", { for: id, text }, phrase("small", { text: more })),
  );
};
const showClasses = () => {
  const known = donnees.protection.classes.filter((figure) => classOf(figure, draft.document));
  find("q-protection-classes").hidden = !known.length;
  find("protection-classes").replaceChildren(
    ...known.map((figure) => {
      const label = classOf(figure, draft.document);
      const kept = isMap(draft.document.classes) && figure.id in draft.document.classes;
      return ticked(`classe-${figure.id}`, kept, figure.titre, label, (on) =>
        setAt(draft.document, `classes.${figure.id}`, on ? label : ""),
      );
    }),
  );
};
// Rien n’est coché d’avance : chaque effet, chaque texte se choisit.
const showChoices = () => {
  const chosen = new Set(chosenIn(draft.document, donnees.protection).map(([name]) => name));
  /** @type {Map<string, Piece[]>} */
  const groups = new Map();
  for (const [name, question] of questions) {
    const value = valueAt(draft.document, donnees.protection.choix[name] ?? "");
    if (!(name in donnees.protection.choix) || isEmpty(value) || RESERVED.includes(value)) continue;
    const box = ticked(`choisie-${name}`, chosen.has(name), rowTitle(question), told(question, value), (on) => {
      const others = [draft.document.reponses_choisies ?? []]
        .flat()
        .filter((/** @type {string} */ one) => one !== name);
      setAt(draft.document, "reponses_choisies", on ? [...others, name] : others);
    });
    const title = question.screen?.dataset.titre ?? "";
    groups.set(title, [...(groups.get(title) ?? []), box]);
  }
  find("protection-rien").hidden = groups.size > 0;
  find("protection-choix").replaceChildren(
    ...[...groups].map(([title, boxes]) =>
      phrase(
        "details",
        { class: "cm-replie", open: boxes.some((box) => box.querySelector("input")?.checked) },
        phrase("summary", { text: title }),
        phrase("div", { class: "cm-choix-liste" }, ...boxes),
      ),
    ),
  );
};
// Un département ne se propose que s’il compte assez de lieux ; sans le site, la région suffit.
const offerAreas = async () => {
  const { departements } = await siteFile("assets/departements.json").catch(() => ({ departements: [] }));
  const own = valueAt(draft.document, "departement");
  const select = find("c-fiche.departement");
  for (const option of select.options) {
    const offered = !option.value || option.value === own || departements.includes(option.value);
    option.hidden = !offered;
    option.disabled = !offered;
  }
  find("departement-propose").hidden = !departements.length && isEmpty(own);
};

/** @param {string} name @param {string} text @param {() => unknown} still @returns {Form.Fault} */
const fault = (name, text, still) => ({ question: questions.get(name), at: questions.get(name).path, text, still });
const undecided = () =>
  donnees.protection &&
  isEmpty(valueAt(draft.document, "lieu_protege")) &&
  holds(donnees.protection.si, draft.document) === true;
// La question se pose ; la réponse revient au lieu, et « publier sous son nom » en est une.
export const exposureFaults = () =>
  undecided() ? [fault("fiche.protege", "Dites si ce lieu doit être protégé, ou publié sous son nom.", undecided)] : [];
export const protectionFaults = () => {
  /** @param {string} path */
  const lacks = (path) => isEmpty(valueAt(draft.document, path));
  const faults = [];
  if (lacks("grand_type"))
    faults.push(fault("fiche.grand_type", "Choisissez un grand type de lieu.", () => lacks("grand_type")));
  const nowhere = () => lacks("region") && lacks("departement");
  if (nowhere()) faults.push(fault("fiche.region", "Choisissez une région.", nowhere));
  for (const { name, said } of giveaways(draft.document, donnees.protection)) {
    const text = `Ce texte, que vous avez choisi de montrer, répète « ${said} » : changez-le, ou décochez-le.`;
    faults.push(
      fault(name, text, () => giveaways(draft.document, donnees.protection).some((one) => one.name === name)),
    );
  }
  return faults;
};
