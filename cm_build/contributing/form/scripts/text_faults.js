// Tout ce que la personne écrit à la main dans une question : textes, précisions, cases de texte d’un tableau.
import { fieldsOf } from "./fields.js";
import { pieces } from "./lengths.js";
import { signFault } from "./signs.js";
import { doubtfulIn, refusedIn } from "./texts.js";

/** @param {Form.Field} given */
const isWords = ({ input, cell }) =>
  input.matches("input[type=text], textarea") &&
  !input.disabled &&
  !/numeric|decimal/.test(input.inputMode) &&
  (!cell || cell.dataset.type.startsWith("texte"));
/** @param {Form.Question} question */
const typedIn = (question) => fieldsOf(question).filter(isWords);
/** @param {Form.Question} question */
const personalFaults = (question) =>
  "contact" in question.box.dataset
    ? []
    : typedIn(question).flatMap(({ input, at }) => refusedIn(input.value).map(({ text }) => ({ at, text })));
// Un texte d’une ligne se dit à voix haute et se cherche : il a au moins une lettre ou un chiffre.
/** @param {Form.Question} given @param {Form.Field} given */
const isShort = ({ kind }, { input, cell }) =>
  "precision" in input.dataset ||
  (cell
    ? ["texte_court", "texte_liste"].includes(cell.dataset.type)
    : !("detail" in input.dataset) && ["texte_court", "liste", "photos"].includes(kind));
/** @param {Form.Question} question */
const signFaults = (question) =>
  fieldsOf(question)
    .filter((field) => isWords(field) || field.input.type === "url")
    .flatMap((field) =>
      pieces(field.input)
        .flatMap((text) => signFault(text, isShort(question, field)) ?? [])
        .map((text) => ({ at: field.at, text })),
    );
/** @param {Form.Question} question */
export const textFaults = (question) => [...signFaults(question), ...personalFaults(question)];
/** @param {Form.Question} question */
export const personDoubts = (question) =>
  "contact" in question.box.dataset
    ? []
    : typedIn(question).flatMap(({ input, at }) =>
        doubtfulIn(input.value).map(({ code, lu, text }) => ({
          question,
          at,
          text,
          key: `${code}:${at}:${lu}`,
          answers: [{ label: `Laisser « ${lu} » : cette personne est d’accord`, keep: true }],
        })),
      );
