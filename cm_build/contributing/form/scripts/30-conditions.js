// Un nombre comme le programme le lit (reading/numbers.py) : « 1 2 3 » ou « 1.234 » n’en sont pas, et ne se devinent pas.
const NUMBER = /^-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,6})?$/;
const AMBIGUOUS = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const numberOf = (text) => {
  const plain = typeof text === "string" ? text.trim() : "";
  return NUMBER.test(plain) && !AMBIGUOUS.test(plain) ? Number(plain.replace(/[ \u00a0\u202f]/g, "").replace(",", ".")) : NaN;
};

// Une question se pose, ne se pose pas, ou on ne sait pas encore (null) : la réponse dont elle dépend manque.
const answerTo = (rule, tree) => {
  const question = questions.get(rule.de);
  if (!question) return undefined;
  if (question.rule && holds(question.rule, tree) === false) return null;
  const value = valueAt(tree, question.path);
  if (isEmpty(value) || value === "ne_sait_pas") return undefined;
  if (value === "sans_objet") return null;
  if (rule.part) return own(value, rule.part) ?? (own(value, "complet") === "oui" ? "0" : undefined);
  if (rule.parts) {
    const amounts = rule.parts.map((part) => numberOf(own(value, part) ?? (own(value, "complet") === "oui" ? "0" : "")));
    return amounts.some(Number.isNaN) ? undefined : String(amounts.reduce((sum, one) => sum + one, 0));
  }
  if (isMap(value)) {
    const amounts = Object.entries(value).filter(([key]) => key !== "complet").map(([, text]) => numberOf(text));
    return own(value, "complet") !== "oui" || amounts.some(Number.isNaN) ? undefined : String(amounts.reduce((sum, one) => sum + one, 0));
  }
  return value;
};

// Comme dans le programme du site : vrai, faux, ou inconnu. null : la question ne concerne pas le lieu.
const holds = (rule, tree) => {
  if (rule.tous) return every(rule.tous.map((one) => holds(one, tree)));
  if (rule.un_de) return some(rule.un_de.map((one) => holds(one, tree)));
  if (rule.non) {
    const inner = holds(rule.non, tree);
    return inner === undefined ? undefined : !inner;
  }
  const answer = answerTo(rule, tree);
  if ("repondu" in rule) return (answer !== undefined && answer !== null) === rule.repondu;
  if (answer === undefined) return undefined;
  if (answer === null) return false;
  if ("plus" in rule) return numberOf(answer) > rule.plus;
  if ("moins" in rule) return numberOf(answer) < rule.moins;
  const words = Array.isArray(answer) ? answer : [answer];
  if (rule.chacun) return rule.chacun.every((one) => words.includes(one));
  return rule.un.some((one) => words.includes(one));
};
const every = (results) => (results.includes(false) ? false : results.includes(undefined) ? undefined : true);
const some = (results) => (results.includes(true) ? true : results.includes(undefined) ? undefined : false);

const screenRule = (screen) => (screen.dataset.si ? JSON.parse(screen.dataset.si) : null);
// Une question dont on ne sait rien encore attend, sauf si elle a déjà une réponse.
const isAsked = (question, tree) => {
  const rules = [question.rule, question.screen ? screenRule(question.screen) : null].filter(Boolean);
  const result = every(rules.map((rule) => holds(rule, tree)));
  return result === true || (result === undefined && !isEmpty(valueAt(tree, question.path)));
};
const isConcerned = (question, tree) => {
  const rules = [question.rule, question.screen ? screenRule(question.screen) : null].filter(Boolean);
  return every(rules.map((rule) => holds(rule, tree))) !== false;
};
