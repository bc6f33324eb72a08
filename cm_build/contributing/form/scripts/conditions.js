// Quelles questions se posent, d’après les réponses : la même règle que le programme (questionnaire/condition.py).
import { donnees } from "./data.js";
import { draft } from "./draft.js";
import { numberOf } from "./numbers.js";
import { questions } from "./questions.js";
import { isEmpty, isMap, own, valueAt } from "./tree.js";

// Ce que vaut une ligne : ce qui est écrit ; sinon zéro si tout est indiqué, ou si son groupe est dit nul ; sinon rien, car un
// montant dit pour tout le groupe la contient peut-être (places/completion.py).
/** @param {Form.Question} question @param {Form.Value} value @param {string} part */
export const lineIn = ({ box }, value, part) => {
  const written = own(value, part);
  if (!isEmpty(written)) return written;
  const group = box?.querySelector(`[data-part="${CSS.escape(part)}"]`)?.closest("[data-groupe]");
  const whole = group?.querySelector("[data-ensemble]")?.dataset.part;
  const held = whole && whole !== part ? numberOf(own(value, whole)) : Number.NaN;
  if (held > 0) return undefined;
  return held === 0 || own(value, "complet") === "oui" ? "0" : undefined;
};
// Une question se pose, ne se pose pas, ou on ne sait pas encore (null) : la réponse dont elle dépend manque.
/** @param {Form.Rule} rule @param {Form.Tree} tree @returns {Form.Value} */
export const answerTo = (rule, tree) => {
  const question = questions.get(rule.de);
  if (!question) return undefined;
  if (question.rule && holds(question.rule, tree) === false) return null;
  const value = valueAt(tree, question.path);
  if (isEmpty(value) || value === "ne_sait_pas") return undefined;
  if (value === "sans_objet") return null;
  if (rule.part) return lineIn(question, value, rule.part);
  if (rule.parts) {
    // Dit en un montant, le groupe ne doit rien de plus à ses lignes vides.
    const told = own(value, "complet") === "oui" || (rule.ensemble && !isEmpty(own(value, rule.ensemble)));
    const amounts = rule.parts.map((part) => numberOf(own(value, part) ?? (told ? "0" : "")));
    return amounts.some(Number.isNaN) ? undefined : String(amounts.reduce((sum, one) => sum + one, 0));
  }
  if (isMap(value)) {
    const amounts = Object.entries(value)
      .filter(([key]) => key !== "complet")
      .map(([, text]) => numberOf(text));
    return own(value, "complet") !== "oui" || amounts.some(Number.isNaN)
      ? undefined
      : String(amounts.reduce((sum, one) => sum + one, 0));
  }
  return value;
};

// Comme dans le programme du site : vrai, faux, ou inconnu. null : la question ne concerne pas le lieu.
/** @param {Form.Rule} rule @param {Form.Tree} tree @returns {boolean | undefined} */
export const holds = (rule, tree) => {
  if (rule.tous) return every(rule.tous.map((one) => holds(one, tree)));
  if (rule.un_de) return some(rule.un_de.map((one) => holds(one, tree)));
  if (rule.non) {
    const inner = holds(rule.non, tree);
    return inner === undefined ? undefined : !inner;
  }
  if (rule.annees) {
    const [first, last] = rule.annees;
    const year = Number(draft.annee) || Number(donnees.annee);
    return (first === null || year >= first) && (last === null || year <= last);
  }
  const answer = answerTo(rule, tree);
  if (rule.repondu !== undefined) return (answer !== undefined && answer !== null) === rule.repondu;
  if (answer === undefined) return undefined;
  if (answer === null) return false;
  if (rule.plus !== undefined) return numberOf(answer) > rule.plus;
  if (rule.moins !== undefined) return numberOf(answer) < rule.moins;
  const words = Array.isArray(answer) ? answer : [answer];
  if (rule.chacun) return rule.chacun.every((one) => words.includes(one));
  return (rule.un ?? []).some((one) => words.includes(one));
};
/** @param {(boolean | undefined)[]} results */
const every = (results) => (results.includes(false) ? false : results.includes(undefined) ? undefined : true);
/** @param {(boolean | undefined)[]} results */
const some = (results) => (results.includes(true) ? true : results.includes(undefined) ? undefined : false);

/** @param {Piece} screen */
export const screenRule = (screen) => (screen.dataset.si ? JSON.parse(screen.dataset.si) : null);
// Une question dont on ne sait rien encore attend, sauf si elle a déjà une réponse.
/** @param {Form.Question} question @param {Form.Tree} tree */
export const isAsked = (question, tree) => {
  // Ce qui vient de l’an dernier ne se demande pas quand rien n’en vient.
  if ("reprend" in question.box.dataset && isEmpty(valueAt(tree, question.path))) return false;
  const rules = [question.rule, question.screen ? screenRule(question.screen) : null].filter(Boolean);
  const result = every(rules.map((rule) => holds(rule, tree)));
  return result === true || (result === undefined && !isEmpty(valueAt(tree, question.path)));
};
/** @param {Form.Question} question @param {Form.Tree} tree */
export const isConcerned = (question, tree) => {
  const rules = [question.rule, question.screen ? screenRule(question.screen) : null].filter(Boolean);
  return every(rules.map((rule) => holds(rule, tree))) !== false;
};
