// Ce qu’un texte ne doit pas contenir : les mêmes motifs que le programme (places/text.py), sans attendre l’aperçu.
const WORD_LETTER = "\\p{L}\\p{N}_";
const EMAIL = new RegExp(`[${WORD_LETTER}.+-]+@[${WORD_LETTER}-]+(?:\\.[${WORD_LETTER}-]+)*\\.[A-Za-z]{2,}`, "gu");
// Le même signe entre les quatre paires : « 02-03-2019 12 » est une date, pas un numéro.
const PHONE = /(?<![\d.])(?:(?:\+|00)33[ .-]?(?:\(0\)[ .-]?)?|0)[1-9]([ .-]?)\d{2}(?:\1\d{2}){3}(?!\d)/g;
const PERSON = new RegExp(`(?<![${WORD_LETTER}])(?:M\\.|Mme|Mlle|Mr|Monsieur|Madame)\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+(?:\\s+[A-ZÀ-Ý][${WORD_LETTER}-]+)?`, "gu");
const PERSONAL = [["CM-321", EMAIL], ["CM-322", PHONE]];
// « @lieu@instance.fr » est un compte du fédivers, pas une adresse.
const matched = (code, pattern, text) => [...text.matchAll(pattern)].filter(({ index }) => text[index - 1] !== "@")
  .map(([lu]) => ({ code, lu, text: message(code, { lu }) }));
const refusedIn = (text) => PERSONAL.flatMap(([code, pattern]) => matched(code, pattern, text));
const doubtfulIn = (text) => matched("CM-329", PERSON, text);

// Tout ce que la personne écrit à la main dans une question : textes, précisions, cases de texte d’un tableau.
const typedIn = (question) => fieldsOf(question).filter(({ input, cell }) => input.matches("input[type=text], textarea")
  && !input.disabled && !/numeric|decimal/.test(input.inputMode) && (!cell || cell.dataset.type.startsWith("texte")));
const textFaults = (question) => ("contact" in question.box.dataset ? []
  : typedIn(question).flatMap(({ input, at }) => refusedIn(input.value).map(({ text }) => ({ at, text }))));
const personDoubts = (question) => ("contact" in question.box.dataset ? []
  : typedIn(question).flatMap(({ input, at }) => doubtfulIn(input.value).map(({ code, lu, text }) => ({
    question, at, text, key: `${code}:${at}:${lu}`,
    answers: [{ label: `Laisser « ${lu} » : cette personne est d’accord`, keep: true }],
  }))));
