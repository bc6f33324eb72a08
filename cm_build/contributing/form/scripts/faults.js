// Les fautes de frappe se disent en quittant l’écran, toutes à la fois ; la vérification entière est celle de l’aperçu,
// la même qu’à l’arrivée. Une faute dit la question, la place de la saisie (« at »), et ce qui ne va pas.
import { isDay } from "../../../pages/shell/scripts/french.js";
import { readQuestion } from "./answers.js";
import { blockFaults } from "./block_faults.js";
import { limits, numberFault, webFault } from "./checks.js";
import { doubtfulCode } from "./commune_lists.js";
import { donnees, message } from "./data.js";
import { DATE_PARTS, monthNumber, SLOT } from "./dates.js";
import { draft } from "./draft.js";
import { fieldsOf } from "./fields.js";
import { labelOf } from "./labels.js";
import { lengthFaults } from "./lengths.js";
import { overTheYear } from "./months.js";
import { numberOf } from "./numbers.js";
import { inScreen, isShown } from "./path.js";
import { questions } from "./questions.js";
import { besides, questionAt } from "./targets.js";
import { textFaults } from "./text_faults.js";
import { isEmpty, isMap, own, RESERVED, valueAt } from "./tree.js";

/** @param {Form.Field} given */
const cellFaults = ({ input, cell, at }) => {
  if (!cell) return [];
  const text = input.value.trim();
  /** @param {string | null} fault */
  const one = (fault) => (fault ? [{ at, text: fault }] : []);
  if (!text) return [];
  switch (cell.dataset.type) {
    case "annee":
      return one(/^\d{4}$/.test(text) ? null : message("CM-309", { lu: text }));
    case "nombre":
    case "montant":
      return one(numberFault(text, { min: 0 }));
    case "date":
      return one(isDay(text) ? null : message("CM-308", { lu: text }));
    case "url":
      return webFault(text, at);
    default:
      return [];
  }
};

/** @param {Form.Field} given */
const isProof = ({ cell }) => "appui" in (cell?.dataset ?? {});
// Chaque morceau d’une date a sa faute, et la cite comme elle est écrite.
/** @param {Form.Question} question */
const dateFaults = (question) => {
  const value = readQuestion(question);
  if (!value || RESERVED.includes(value) || isDay(value)) return [];
  /** @param {string} part */
  const at = (part) => `${question.path}.${part}`;
  const [day, month, year] = Object.keys(DATE_PARTS).map((key) =>
    question.box.querySelector(`[data-date=${key}]`).value.trim(),
  );
  const rank = Number(monthNumber(month));
  const faults = [];
  if (day && !(/^\d+$/.test(day) && Number(day) >= 1 && Number(day) <= 31))
    faults.push({ at: at("jour"), text: `« ${day} » n’est pas un jour : écrivez un nombre de 1 à 31.` });
  if (!month && day) faults.push({ at: at("mois"), text: "Le mois manque : écrivez-le, ou effacez le jour." });
  else if (month && !(rank >= 1 && rank <= 12))
    faults.push({ at: at("mois"), text: `« ${month} » n’est pas un mois : écrivez son nom, ou un nombre de 1 à 12.` });
  if (!year) faults.push({ at: at("annee"), text: "L’année manque : écrivez ses quatre chiffres." });
  else if (!/^\d{4}$/.test(year))
    faults.push({
      at: at("annee"),
      text: `« ${year} » n’est pas une année : écrivez ses quatre chiffres, comme 2018.`,
    });
  return faults.length
    ? faults
    : [
        {
          at: at("jour"),
          text: `Le « ${day} » n’existe pas ce mois-là (${[day, month, year].join(SLOT)}) : vérifiez le jour et le mois.`,
        },
      ];
};
// Pour un effet, un groupe ne compte pas plus de voix que de personnes ; « autres » a reçu les voix de groupes réunis.
/** @param {Form.Value} counts */
const total = (counts) =>
  Object.values(isMap(counts) ? counts : {}).reduce(
    (sum, one) => sum + (Number.isNaN(numberOf(one)) ? 0 : numberOf(one)),
    0,
  );
/** @param {Form.Question} given */
const votesFault = ({ box, path }) => {
  const { college } = box.dataset;
  const present = valueAt(draft.document, "evaluation_collective.participants");
  const merged = college === donnees.petit_college.vers && !isEmpty(own(present, college));
  const people = merged ? total(present) : college ? numberOf(own(present, college)) : NaN;
  const cast = total(valueAt(draft.document, path));
  const effect = box.closest(".cm-bulletin")?.querySelector("summary")?.textContent.trim();
  return people < cast
    ? [{ at: path, text: message("CM-212", { lu: labelOf({ box }), attendu: people, cle: effect }) }]
    : [];
};
/** @param {Form.Question} question */
const shareFaults = (question) =>
  fieldsOf(question)
    .filter(({ input }) => "part" in input.dataset)
    .flatMap(({ input, at }) => {
      const text = numberFault(input.value, {
        ...limits(question.box.dataset),
        min: 0,
        decimals: Number(question.box.dataset.decimales ?? 0),
      });
      return text ? [{ at, text }] : [];
    });
// Un montant d’un mois, d’un trimestre : ce qu’il fait sur l’année s’écrit d’un geste, et jamais seul.
/** @param {Form.Question} question */
const amountFaults = ({ box, main, path }) => {
  const text = numberFault(main.value, limits(main.dataset));
  const year = text && "parAn" in main.dataset ? overTheYear(main.value) : null;
  const answers = year ? [{ label: `Écrire ${year.year} € pour l’année`, value: year.year }] : undefined;
  const month = box.querySelector("[data-mois]");
  const monthly = month ? numberFault(month.value, { min: 0, unit: "€", asked: "€ par mois" }) : null;
  return [
    ...(text ? [{ at: path, text, ...(answers ? { answers } : {}) }] : []),
    ...(monthly ? [{ at: `${path}_mois`, text: monthly }] : []),
  ];
};
/** @param {string} text */
const communeFault = (text) => {
  if (doubtfulCode(text))
    return `Ajoutez le nom de la commune : « ${text.trim()} » peut en désigner plusieurs, comme code postal ou comme code Insee.`;
  return text && !/\d{5}|\d[abAB]\d{3}|\b\d{2}[ \u00a0\u202f]\d{3}\b/.test(text)
    ? "Ajoutez le code postal devant le nom : plusieurs communes peuvent s’appeler ainsi."
    : null;
};
/** @param {Form.Question} question */
const shapeFaults = (question) => {
  const { box, main, path } = question;
  const value = readQuestion(question);
  /** @param {string | null} text */
  const one = (text) => (text ? [{ at: path, text }] : []);
  if ("obligatoire" in box.dataset && isEmpty(value)) return one("Cette réponse est indispensable.");
  switch (question.kind) {
    case "nombre":
    case "montant":
      return amountFaults(question);
    case "repartition":
    case "comptes":
      return [...votesFault(question), ...shareFaults(question)];
    case "annee":
      return one(
        main.value.trim() && !/^\d{4}$/.test(main.value.trim()) ? message("CM-309", { lu: main.value }) : null,
      );
    case "date":
      return dateFaults(question);
    case "commune":
      return one(communeFault(value ?? ""));
    case "url":
      return webFault(value, path);
    case "tableau":
      return fieldsOf(question).flatMap((field) => cellFaults(field));
    case "blocs":
      return [...blockFaults(question), ...fieldsOf(question).filter(isProof).flatMap(cellFaults)];
    case "liste":
      return one(
        value.length > Number(main.dataset.max)
          ? message("CM-320", { lu: value.length, attendu: main.dataset.max })
          : null,
      );
    case "choix_multiple": {
      const most = Number(box.dataset.max || Infinity);
      return one(
        Array.isArray(value) && value.length > most
          ? `${value.length} réponses sont cochées : gardez-en ${most} au plus.`
          : null,
      );
    }
    default:
      return [];
  }
};

/** @param {Form.Question} question */
const lengthFaultsAt = (question) =>
  lengthFaults(question.box).map(({ input, text }) => ({
    at: fieldsOf(question).find((one) => one.input === input)?.at ?? question.path,
    text,
  }));

// Une seule entrée par saisie : tout ce qui ne va pas dans une case se lit ensemble.
/** @param {Form.Question} question */
const faultsOf = (question) => {
  const byPlace = new Map();
  for (const fault of [...shapeFaults(question), ...lengthFaultsAt(question), ...textFaults(question)]) {
    const before = byPlace.get(fault.at);
    byPlace.set(fault.at, before ? { ...before, text: `${before.text} ${fault.text}` } : fault);
  }
  return [...byPlace.values()].map((fault) => ({
    ...fault,
    question,
    still: () => faultsOf(question).some((one) => one.at === fault.at),
  }));
};
/** @param {Piece} screen */
export const faultsIn = (screen) =>
  inScreen(screen)
    .filter((one) => isShown(one) && !one.box.hidden)
    .flatMap(faultsOf);
// Tout ce qui partirait : une faute se dit avant l’envoi, où qu’elle soit.
/** @param {Form.Tree} tree */
export const faultsLeaving = (tree) =>
  [...questions.values()].filter((one) => !isEmpty(valueAt(tree, one.path))).flatMap(faultsOf);
export const yearFault = () =>
  /^(19|20|21)\d{2}$/.test(draft.annee) ? null : "Écrivez l’année en quatre chiffres, par exemple 2025.";
export const yearFaults = () =>
  yearFault() ? [{ question: besides["fiche.annee"], at: "annee", text: yearFault(), still: yearFault }] : [];
// Ce que le programme a trouvé : la même saisie, tant que la réponse n’a pas changé.
/** @param {Form.Problem} given */
export const programFault = ({ champ, message: text, remede }) => {
  const question = questionAt(champ ?? "");
  if (!question)
    return {
      question: { ...besides["fiche.licence"], title: "La fiche" },
      at: "publication",
      text: `${text} ${remede}`,
      still: () => true,
    };
  const before = JSON.stringify(valueAt(draft.document, question.path ?? ""));
  // Le fichier n’écrit pas une date comme la personne l’a tapée : le formulaire dit la même faute avec ses mots.
  const own = question.kind === "date" ? faultsOf(question)[0] : null;
  return {
    question,
    at: own?.at ?? champ,
    text: own?.text ?? `${text} ${remede}`,
    still: () => JSON.stringify(valueAt(draft.document, question.path ?? "")) === before,
  };
};

export const requiredFaults = () => [
  ...yearFaults(),
  ...[donnees.nom, donnees.commune]
    .map((name) => questions.get(name))
    .filter((one) => isEmpty(valueAt(draft.document, one.path)))
    .flatMap(faultsOf),
];
