// Dire les fautes : en tête de l’écran, et à côté de chaque saisie, avec les mêmes mots.
import { find, phrase } from "../../../pages/shell/scripts/dom.js";
import { draft, settle } from "./draft.js";
import { beforeWords, fieldToFocus, inputAt, titleAt } from "./fields.js";
import { keepQuestion } from "./keeping.js";
import { announce, describe, describedBy, page, route } from "./page.js";
import { refresh } from "./refreshing.js";
import { saveSoon } from "./store.js";

export const clearErrors = () => {
  find("erreurs").hidden = true;
  for (const said of page.querySelectorAll(".cm-q__erreur")) said.remove();
  for (const box of page.querySelectorAll(".cm-q--erreur")) box.classList.remove("cm-q--erreur");
  for (const input of page.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    for (const id of describedBy(input)) if (id.startsWith("e-")) describe(input, "delete", id);
  }
  document.title = document.title.replace(/^Erreur : /, "");
};
// Le message est au plus près de la saisie, sans casser la ligne où elle est.
/** @param {Piece | undefined} input @param {Piece} box @param {Piece} said */
const besideInput = (input, box, said) => {
  const row = input?.closest("tr");
  const inside = input?.closest(".cm-cellule, .cm-choix__suite");
  const around = input?.closest(".cm-part, .cm-date, .cm-photo p");
  if (row) row.querySelector("th").append(said);
  else if (inside) inside.append(said);
  else if (around) around.after(said);
  else (box.querySelector(".cm-q__aide") ?? box.querySelector(".cm-q__titre") ?? box.lastElementChild).after(said);
};
/** @param {Form.Fault} given */
const markFault = ({ question, at, text }) => {
  const { box } = question;
  const input = fieldToFocus(question, at);
  const id = `e-${at === question.path ? question.name : at}`;
  box.classList.add("cm-q--erreur");
  const said = phrase("p", { class: "cm-q__erreur", id }, phrase("strong", { text: "Erreur : " }), text);
  besideInput(input, box, said);
  input?.setAttribute("aria-invalid", "true");
  if (input) describe(input, "add", id);
};

// Une entrée mène à sa saisie ; ce que l’on peut répondre d’un geste est à côté.
/** @param {Form.Fault} one @param {(one: Form.Fault) => void} answered */
export const entry = (one, answered) => {
  const item = phrase(
    "li",
    {},
    phrase(
      "a",
      { href: `#champ=${one.at}` },
      phrase("strong", { text: beforeWords(titleAt(one.question, one.at)) }),
      ` ${one.text}`,
    ),
  );
  if (one.answers) {
    item.append(
      phrase(
        "p",
        { class: "cm-actions" },
        ...one.answers.map((answer) => {
          const button = phrase("button", { type: "button", class: "cm-bouton cm-bouton--clair", text: answer.label });
          button.addEventListener("click", () => {
            giveAnswer(one, answer);
            answered(one);
          });
          return button;
        }),
      ),
    );
  }
  return item;
};
/** @param {Form.Fault} one @param {Form.Answer} given */
const giveAnswer = (one, { value, act, keep }) => {
  if (keep) settle(one);
  if (value !== undefined) inputAt(one.question, one.at).value = value;
  act?.();
  keepQuestion(one.question, draft.document);
  refresh();
  saveSoon();
};
/** @param {Form.Fault[]} found @param {Form.Fault[]} [doubts] */
export const showFaults = (found, doubts = []) => {
  const faults = found.map((fault) => ({ ...fault, at: fault.at ?? fault.question.path }));
  clearErrors();
  keepFaults(faults);
  if (!faults.length && !doubts.length) return;
  for (const fault of faults) markFault(fault);
  const box = find("erreurs");
  // Une question réglée quitte la liste ; après la dernière, on est à la saisie dont elle parlait.
  /** @param {Form.Fault} one */
  const answered = (one) => {
    const left = [faults, doubts].map((all) => all.filter((fault) => fault.still()));
    showFaults(left[0], left[1]);
    if (left.flat().length) return;
    announce("C’est noté.");
    fieldToFocus(one.question, one.at)?.focus();
  };
  /** @param {Form.Fault[]} items */
  const list = (items) => phrase("ul", {}, ...items.map((one) => entry(one, answered)));
  const many = faults.length > 1 ? `${faults.length} réponses sont à revoir` : "Une réponse est à revoir";
  box.replaceChildren(
    ...(faults.length ? [phrase("h2", { text: many }), list(faults)] : []),
    ...(doubts.length
      ? [
          phrase("h2", {
            text: doubts.length > 1 ? "À vérifier avant de continuer" : "Une question avant de continuer",
          }),
          list(doubts),
        ]
      : []),
    ...(faults.length
      ? []
      : [
          phrase("p", {
            class: "cm-q__note",
            text: "Ou continuez : tout restera tel quel, et la relecture vous le redemandera.",
          }),
        ]),
  );
  box.classList.toggle("cm-erreurs--doutes", !faults.length);
  box.hidden = false;
  if (faults.length) document.title = `Erreur : ${document.title}`;
  route.current.prepend(box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
};
// Une faute dite sur un autre écran se lit encore là où elle se corrige, tant qu’elle y est.
/** @type {Form.Fault[]} */
let lastFaults = [];
/** @param {Form.Fault[]} faults */
export const keepFaults = (faults) => {
  lastFaults = faults;
};
/** @param {Piece} view */
export const keepFaultsOf = (view) => {
  for (const fault of lastFaults)
    if (fault.question.box.closest(".cm-ecran") === view && fault.still()) markFault(fault);
  if (view.querySelector(".cm-q__erreur")) document.title = `Erreur : ${document.title}`;
};
