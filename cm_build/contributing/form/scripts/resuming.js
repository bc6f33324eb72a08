// Reprendre : un fichier gardé, un lieu publié, l’an dernier, la section remplie par une autre personne.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { counted } from "../../../pages/shell/scripts/french.js";
import { emptyBlocks } from "./block_parts.js";
import { following } from "./choosing.js";
import { donnees } from "./data.js";
import { hasDraft } from "./draft.js";
import { pruneEstimates } from "./estimates.js";
import { openFile } from "./opening.js";
import { announce, reveal, route } from "./page.js";
import { replacePhotos } from "./photo_store.js";
import { NO_ANSWER } from "./pieces.js";
import { questions } from "./questions.js";
import { adopt } from "./returning.js";
import { goTo } from "./screens.js";
import { published } from "./sheet.js";
import { replaceable, saveNow } from "./store.js";
import { copy, isEmpty, setAt, valueAt } from "./tree.js";

const yearly = () => [...questions.values()].filter((one) => "annuel" in one.box.dataset);
/** @param {Form.Tree} tree @param {string} next */
const nextYear = (tree, next) => {
  const made = copy(tree);
  const blocks = [...questions.values()].filter((one) => one.kind === "blocs");
  const within = blocks.reduce((count, one) => count + emptyBlocks(made, one.path, next), 0);
  const emptied = yearly().filter((one) => !isEmpty(valueAt(made, one.path)));
  for (const question of emptied) {
    for (const end of ["", "_precision", "_details"]) setAt(made, question.path + end, "");
  }
  carryOver(made);
  for (const key of ["evaluation_collective", "reponse", "licence_acceptee", "reponses_publiees"]) delete made[key];
  pruneEstimates(made);
  return { made, emptied: emptied.length + within };
};

// Ce que le lieu voulait devient ce qu’il voulait ; ce que c’est devenu est à dire, et rien ne se montre avant d’être choisi.
/** @param {Form.Tree} made */
const carryOver = (made) => {
  for (const question of questions.values()) {
    const { reprend } = question.box.dataset;
    if (!reprend) continue;
    const { path } = questions.get(reprend);
    for (const one of following(question)) setAt(made, one.path, "");
    setAt(made, question.path, valueAt(made, path) ?? "");
    setAt(made, path, "");
  }
};

/** @param {{ tree: Form.Tree; year: string; lieu?: string; photos?: Form.Photo[]; lost?: string[]; anciens?: Record<string, string>; source: string }} given */
export const proposeResume = ({ tree, year, lieu, photos = [], lost = [], anciens = {}, source }) => {
  const box = find("reprise");
  const name = valueAt(tree, questions.get(donnees.nom).path) ?? "ce lieu";
  const next = /^\d{4}$/.test(year) ? String(Number(year) + 1) : "";
  // Tout se voit dans le même geste : le stockage des photos, lui, peut attendre.
  /** @param {Form.Tree} found @param {string} wanted @param {Record<string, string>} older */
  const resume = (found, wanted, older) => {
    if (!replaceable()) return reveal(find("abri"));
    replacePhotos(photos);
    adopt({ document: withoutConsent(found), annee: wanted, lieu: lieu ?? "", anciens: older });
    saveNow();
    box.hidden = true;
    return goTo("#sommaire");
  };
  const same = phrase("button", {
    type: "button",
    class: "cm-bouton",
    text: year ? `Reprendre la fiche de ${year}` : "Reprendre cette fiche",
  });
  same.addEventListener("click", () => resume(tree, year, anciens));
  const later = phrase("button", {
    type: "button",
    class: "cm-bouton cm-bouton--clair",
    text: next ? `Préparer la fiche de ${next}` : "Préparer l’année suivante",
  });
  const { made, emptied } = nextYear(tree, next);
  later.addEventListener("click", () => {
    route.notice = `${counted(emptied, "réponse qui change chaque année a été vidée", "réponses qui changent chaque année ont été vidées")} ; les autres sont gardées.`;
    resume(made, next, next ? { ...anciens, [year]: published(tree) } : anciens);
    announce(
      `Les réponses de ${year || "l’an dernier"} sont reprises. ${counted(emptied, "chiffre qui change d’une année à l’autre a été vidé", "chiffres qui changent d’une année à l’autre ont été vidés")}.`,
    );
  });
  box.replaceChildren(
    phrase(
      "p",
      {},
      phrase("strong", { text: `« ${name} »${year ? `, ${year}` : ""}` }),
      ` ${source}. Que voulez-vous faire ?`,
    ),
    phrase(
      "p",
      {},
      `Pour une nouvelle année, ${emptied ? `${counted(emptied, "réponse est vidée", "réponses sont vidées")} (les chiffres et les comptes de l’année) ; le reste est gardé.` : "tout est gardé."}`,
    ),
    ...(lost.length
      ? [phrase("p", { text: `Photos que cet appareil n’a pas su lire, à choisir à nouveau : ${lost.join(", ")}.` })]
      : []),
    phrase("p", { class: "cm-actions" }, same, " ", later),
    ...(hasDraft() ? [phrase("p", { text: "Attention : le brouillon en cours sur cet appareil sera remplacé." })] : []),
  );
  reveal(box);
};
/** @param {Form.Tree} tree */
const withoutConsent = (tree) => {
  const made = copy(tree);
  for (const key of ["licence_acceptee", "publication", "questionnaire", "exemple_fictif"]) delete made[key];
  return made;
};
/** @param {Piece} box @param {Form.Value} error */
export const failed = (box, error) => {
  const line = error.mark ? `Ligne ${error.mark.line + 1} : ` : "";
  const words = error instanceof TypeError ? NO_ANSWER : error.message;
  box.replaceChildren(
    phrase(
      "p",
      {},
      phrase("strong", { text: "Ces réponses n’ont pas pu être lues. " }),
      `${line}${error.reason ? "l’écriture du fichier n’est pas celle attendue." : words}`,
    ),
  );
  reveal(box);
};
/** @param {Piece} input */
export const resumeFile = async (input) => {
  const [file] = input.files;
  if (!file) return;
  try {
    const opened = await openFile(file);
    proposeResume({
      tree: opened.tree,
      photos: opened.photos,
      lost: opened.lost,
      year: opened.year,
      source: "vient de votre fichier",
    });
  } catch (error) {
    failed(find("reprise"), error);
  }
  input.value = "";
};
