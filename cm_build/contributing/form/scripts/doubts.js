// Ce que seul le lieu peut dire : une répartition est-elle entière, une personne nommée est-elle d’accord ?
// On le demande une fois en quittant l’écran, puis à la relecture ; rien n’arrête, et une réponse donnée est retenue.
import { contradictionsIn, saidAt } from "./contradictions.js";
import { message } from "./data.js";
import { draft, settled } from "./draft.js";
import { heldLines } from "./groups.js";
import { namesIn } from "./inputs.js";
import { answerInWords } from "./labels.js";
import { numberOf } from "./numbers.js";
import { isBegun } from "./partial.js";
import { inScreen, isShown } from "./path.js";
import { questions } from "./questions.js";
import { personDoubts } from "./text_faults.js";
import { valueAt } from "./tree.js";

export const askedOnce = new Set();
/** @param {Form.Question} given */
const expectedTotal = ({ box }) => {
  const { total } = box.dataset;
  if (!total) return NaN;
  return /^\d+$/.test(total) ? Number(total) : numberOf(valueAt(draft.document, questions.get(total)?.path ?? ""));
};
/** @param {Form.Question} question */
const isPartial = (question) =>
  question.kind === "repartition" &&
  // Des lignes que ce parcours ne montre pas : il ne peut pas demander si c’est tout.
  !(draft.essentiel && "partiel" in question.box.dataset) &&
  isBegun(valueAt(draft.document, question.path), waitingLines(question), expectedTotal(question));
/** @param {Form.Question} question */
const waitingLines = ({ box }) => {
  const held = heldLines(box);
  return namesIn(box, "part").filter((line) => !held.includes(line));
};
/** @param {Form.Question} question */
const wholeDoubts = (question) => {
  if (!isPartial(question)) return [];
  const all = question.box.querySelector("[data-complet]");
  return [
    {
      question,
      at: question.path,
      key: `complet:${question.name}`,
      text: "Est-ce tout ? Des lignes sont vides. Si vous avez tout indiqué, elles comptent pour zéro et le total se calcule. Sinon, votre portrait montre ce que vous avez indiqué, sans le donner pour un total.",
      answers: [
        {
          label: "Oui, j’ai tout indiqué",
          act: () => {
            all.checked = true;
          },
        },
        { label: "Non, il manque des lignes", keep: true },
      ],
    },
  ];
};
/** @param {string} name @param {string | null} part */
const asTold = (name, part) => answerInWords(questions.get(name), part, draft.document);
// Deux réponses qui ne vont pas ensemble se disent à la première ; si l’une change, on le redemande.
/** @param {Form.Question} question */
const contradictionDoubts = (question) =>
  contradictionsIn(draft.document)
    .filter((rule) => saidAt(rule) === question.name)
    .map((rule) => {
      const [lu, attendu] = [asTold(saidAt(rule), rule.part_de), asTold(rule.avec, rule.part_avec)];
      return {
        question,
        at: question.path,
        key: `CM-413:${lu}:${attendu}`,
        text: message("CM-413", { lu, attendu, cle: rule.pourquoi }),
        answers: [{ label: "Les deux sont justes", keep: true }],
      };
    });
/** @param {Form.Question} question */
const doubtsOf = (question) =>
  (question.box.hidden ? [] : [...wholeDoubts(question), ...personDoubts(question), ...contradictionDoubts(question)])
    .filter((one) => !settled().includes(one.key))
    .map((one) => ({ ...one, still: () => doubtsOf(question).some(({ key }) => key === one.key) }));
/** @param {Piece} screen */
export const doubtsIn = (screen) => inScreen(screen).filter(isShown).flatMap(doubtsOf);
