// Ce qu’une réponse dit déjà d’une autre se propose à côté d’elle : un bouton, qui s’en va dès que la personne a répondu.
// Rien n’est coché ni écrit à sa place.
import { phrase } from "../../../pages/shell/scripts/dom.js";
import { answerTo, holds, lineIn } from "./conditions.js";
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { estimates } from "./estimates.js";
import { answerInWords, wordsOf } from "./labels.js";
import { page } from "./page.js";
import { questions } from "./questions.js";
import { isEmpty, isMap, valueAt } from "./tree.js";

/** @typedef {{ words: string, input: Piece, choices: { label: string, take: () => void }[] }} Offer */

// Sans réponse : ni la ligne, ni « tout est indiqué », ni « je ne sais pas » pour l’ensemble.
/** @param {Form.Question} question @param {string | null} part */
const isOpen = (question, part) => {
  const value = valueAt(draft.document, question.path);
  if (isEmpty(value)) return true;
  return part !== null && isMap(value) && lineIn(question, value, part) === undefined;
};
/** @param {Piece[]} inputs @param {string} words @returns {Offer} */
const amongOptions = (inputs, words) => ({
  words,
  input: inputs[0],
  choices: inputs.map((input) => ({
    label: `Répondre « ${wordsOf(input.labels[0])} »`,
    take: () => {
      input.click();
      input.focus();
    },
  })),
});
// Une estimation reprise en reste une.
/** @param {Form.Question} question @param {Piece} input @param {Form.Proposal} rule @param {string} text */
const write = (question, input, rule, text) => {
  input.value = text;
  const rough = question.box.querySelector("[data-estimation]");
  const isRough = rough && !rule.part_vers && estimates(draft.document).includes(rule.de);
  for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  if (isRough && !rough.checked) rough.click();
  input.focus();
};
/** @param {Form.Proposal} rule @param {Form.Question} question @returns {Offer | null} */
const ruled = (rule, question) => {
  const source = questions.get(rule.de);
  const told = answerTo(rule.part_de ? { de: rule.de, part: rule.part_de } : { de: rule.de }, draft.document);
  if (!source || isEmpty(told) || !isOpen(question, rule.part_vers)) return null;
  if (rule.si && holds(rule.si, draft.document) !== true) return null;
  const words = `Vous avez indiqué : « ${answerInWords(source, rule.part_de, draft.document)} ».`;
  if (rule.valeurs.length) {
    const inputs = rule.valeurs.map((one) => question.box.querySelector(`input[value="${CSS.escape(one)}"]`));
    return amongOptions(inputs, words);
  }
  const input = rule.part_vers
    ? question.box.querySelector(`[data-part="${CSS.escape(rule.part_vers)}"]`)
    : question.main;
  const take = () => write(question, input, rule, told);
  return { words, input, choices: [{ label: "Reprendre cette réponse", take }] };
};
// Le sens d’un changement : d’après les réponses du même effet qui en ont déjà un.
/** @param {Form.Question} question @returns {Offer | null} */
const signed = (question) => {
  const { box } = question;
  if (!isOpen(question, null)) return null;
  const told = [...box.closest("[data-ecran]").querySelectorAll("[data-signe]:checked")]
    .filter((one) => !box.contains(one) && !one.closest("[data-q]").hidden)
    .map((one) => one.dataset.signe);
  const [good, bad] = [told.includes("positif"), told.includes("negatif")];
  const sign = good && bad ? "neutre" : good ? "positif" : bad ? "negatif" : "";
  const input = sign && box.querySelector(`[data-signe="${sign}"]`);
  return input ? amongOptions([input], "Vos autres réponses sur cet effet vont dans ce sens.") : null;
};
/** @param {Form.Question} question */
const offersTo = (question) => {
  const ruling = donnees.propositions.filter((rule) => rule.vers === question.name);
  const found = ruling.map((rule) => ruled(rule, question));
  if ("sens" in question.box.dataset) found.push(signed(question));
  return found.filter((one) => one !== null);
};
/** @param {Offer} offer */
const lineOf = ({ words, choices }) => {
  const line = phrase("p", { class: "cm-q__note cm-proposition" }, words);
  for (const { label, take } of choices) {
    const button = phrase("button", { type: "button", class: "cm-lien", text: label });
    button.addEventListener("click", take);
    line.append(" ", button);
  }
  line.dataset.proposition = "";
  return line;
};
export const showProposals = () => {
  for (const line of page.querySelectorAll("[data-proposition]")) line.remove();
  const signs = [...page.querySelectorAll("[data-sens]")].map((box) => box.dataset.q);
  for (const name of new Set([...donnees.propositions.map((rule) => rule.vers), ...signs])) {
    const question = questions.get(name);
    if (!question || question.box.hidden) continue;
    for (const offer of offersTo(question)) {
      const line = lineOf(offer);
      // Ce qui se propose dans un groupe replié le déplie : on ne répond qu’à ce qu’on voit.
      offer.input.closest(".cm-groupe__detail")?.setAttribute("open", "");
      const list = question.box.querySelector(".cm-choix-liste");
      if (list) list.before(line);
      else offer.input.closest(".cm-part, .cm-q__nombre").after(line);
    }
  }
};
