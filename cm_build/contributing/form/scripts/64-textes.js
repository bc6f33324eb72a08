// Ce qu’un texte ne doit pas contenir : les mêmes motifs que le programme (places/text.py), sans attendre l’aperçu.
const WORD_LETTER = "\\p{L}\\p{N}_";
// « @atelier@exemple.fr » est un compte d’un réseau public ; « 02-03-2019 12 h », un jour et une heure.
const EMAIL = new RegExp(`(?<![${WORD_LETTER}.+-])(?<!(?<![${WORD_LETTER}.+-])@)[${WORD_LETTER}.+-]+@[${WORD_LETTER}-]+(?:\\.[${WORD_LETTER}-]+)*\\.[A-Za-z]{2,}`, "gu");
const PHONE = /(?<![\d.])(?:(?:\+|00)33[ \u00a0\u202f.-]?(?:\(0\)[ \u00a0\u202f.-]?)?|0)[1-9][ \u00a0\u202f.-]?\d\d([ \u00a0\u202f.-]?)\d\d(?:\1\d\d){2}(?!\d)/g;
// « Lots 01 02 03 04 05 » : des nombres qui se suivent ne sont pas un numéro.
const isList = (digits) => digits.match(/\d\d/g).every((pair, rank, all) => Number(pair) === Number(all[0]) + rank);
const PERSON = new RegExp(`(?<![${WORD_LETTER}])(?:M\\.|Mme|Mlle|Mr|Monsieur|Madame)\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+(?:\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+)?`, "gu");
const matched = (code, pattern, text) => [...text.matchAll(pattern)].map(([lu]) => ({ code, lu, text: message(code, { lu }) }));
const refusedIn = (text) => [...matched("CM-321", EMAIL, text), ...matched("CM-322", PHONE, text).filter(({ lu }) => !isList(lu))];
const doubtfulIn = (text) => matched("CM-329", PERSON, text);

// Tout ce que la personne écrit à la main dans une question : textes, précisions, cases de texte d’un tableau.
const isWords = ({ input, cell }) => input.matches("input[type=text], textarea")
  && !input.disabled && !/numeric|decimal/.test(input.inputMode) && (!cell || cell.dataset.type.startsWith("texte"));
const typedIn = (question) => fieldsOf(question).filter(isWords);
const personalFaults = (question) => ("contact" in question.box.dataset ? []
  : typedIn(question).flatMap(({ input, at }) => refusedIn(input.value).map(({ text }) => ({ at, text }))));
// Un texte d’une ligne se dit à voix haute et se cherche : il a au moins une lettre ou un chiffre.
const isShort = ({ kind }, { input, cell }) => "precision" in input.dataset
  || (cell ? cell.dataset.type === "texte_court" : !("detail" in input.dataset) && ["texte_court", "liste", "photos"].includes(kind));
const signFaults = (question) => fieldsOf(question).filter((field) => isWords(field) || field.input.type === "url")
  .flatMap((field) => pieces(field.input).flatMap((text) => signFault(text, isShort(question, field)) ?? []).map((text) => ({ at: field.at, text })));
const textFaults = (question) => [...signFaults(question), ...personalFaults(question)];
const personDoubts = (question) => ("contact" in question.box.dataset ? []
  : typedIn(question).flatMap(({ input, at }) => doubtfulIn(input.value).map(({ code, lu, text }) => ({
    question, at, text, key: `${code}:${at}:${lu}`,
    answers: [{ label: `Laisser « ${lu} » : cette personne est d’accord`, keep: true }],
  }))));
